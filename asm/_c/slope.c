// The steepness of a picture: 3x3 derivatives across and down.
#include "double.h"

typedef struct {
  double *dst;
  const double *up, *mid, *down; // n+2 samples each
  i64 n;                         // a multiple of VL, at least VL
  double corner, edge;
} slope_args;

void SUF(slope)(slope_args *p) {
  const double *up = p->up, *mid = p->mid, *down = p->down;
  const hd corner = bcd(p->corner), edge = bcd(p->edge);
  i64 i = 0;
  ROLL do {
    hd u0 = ldd(up + i), u2 = ldd(up + i + 2), d0 = ldd(down + i), d2 = ldd(down + i + 2);
    hd x = corner * ((u0 - u2) + (d0 - d2)) + edge * (ldd(mid + i) - ldd(mid + i + 2));
    hd y = corner * ((u0 - d0) + (u2 - d2)) + edge * (ldd(up + i + 1) - ldd(down + i + 1));
    std(p->dst + i, sqrtd(x * x + y * y));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *src;
  i64 n; // a multiple of VL, at least VL
} sum_row_args;

void SUF(sum_row)(sum_row_args *p) {
  i64 i = 0;
  ROLL do {
    std(p->dst + i, ldd(p->dst + i) + ldd(p->src + i));
    i += HL;
  } while (i < p->n);
}

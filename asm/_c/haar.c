// Coefficients of Haar wavelets, and what they weigh.
#include "double.h"

typedef struct {
  double *across, *down;
  const double *up, *low; // n+m samples each
  i64 n;                  // a multiple of VL, at least VL
  i64 m;
  double scale;
} haar_args;

void SUF(haar)(haar_args *p) {
  const double *up = p->up, *up2 = up + p->m, *low = p->low, *low2 = low + p->m;
  const hd scale = bcd(p->scale);
  i64 i = 0;
  ROLL do {
    hd a = ldd(up + i), b = ldd(up2 + i), c = ldd(low + i), d = ldd(low2 + i);
    std(p->across + i, ((a + c) - (b + d)) * scale);
    std(p->down + i, ((a + b) - (c + d)) * scale);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *a, *b;
  i64 n;         // a multiple of VL, at least VL
  i64 magnitude; // all bits of a double but the sign
} max_abs_args;

void SUF(max_abs)(max_abs_args *p) {
  const hl magnitude = p->magnitude - (hl){0};
  i64 i = 0;
  ROLL do {
    hd a = absd(ldd(p->a + i), magnitude), b = absd(ldd(p->b + i), magnitude);
    hl larger = a > b;
    std(p->dst + i, (hd)(((hl)a & larger) | ((hl)b & ~larger)));
    i += HL;
  } while (i < p->n);
}

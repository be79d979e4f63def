// What second moments of two pictures are made of, and made into, in doubles.
#include "double.h"

typedef struct {
  double *s, *d, *ss, *dd;
  const double *x, *y;
  i64 n; // a multiple of VL, at least VL
} sum_diff_args;

void SUF(sum_diff)(sum_diff_args *p) {
  i64 i = 0;
  ROLL do {
    hd x = ldd(p->x + i), y = ldd(p->y + i), s = x + y, d = x - y;
    std(p->s + i, s);
    std(p->d + i, d);
    std(p->ss + i, s * s);
    std(p->dd + i, d * d);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *xx, *yy, *xy;
  const double *x, *y;
  i64 n; // a multiple of VL, at least VL
} products_args;

void SUF(products)(products_args *p) {
  i64 i = 0;
  ROLL do {
    hd x = ldd(p->x + i), y = ldd(p->y + i);
    std(p->xx + i, x * x);
    std(p->yy + i, y * y);
    std(p->xy + i, x * y);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *x, *y, *xx, *yy, *xy;
  const double *x0, *x1, *x2, *y0, *y1, *y2;
  i64 n; // a multiple of VL, at least VL
} column_sums_args;

void SUF(column_sums)(column_sums_args *p) {
  i64 i = 0;
  ROLL do {
    hd a = ldd(p->x0 + i), b = ldd(p->x1 + i), c = ldd(p->x2 + i);
    hd d = ldd(p->y0 + i), e = ldd(p->y1 + i), f = ldd(p->y2 + i);
    std(p->x + i, a + b + c);
    std(p->y + i, d + e + f);
    std(p->xx + i, a * a + b * b + c * c);
    std(p->yy + i, d * d + e * e + f * f);
    std(p->xy + i, a * d + b * e + c * f);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *s, *d, *ss, *dd;
  i64 n; // a multiple of VL, at least VL
  double c2;
} contrast_loss_args;

void SUF(contrast_loss)(contrast_loss_args *p) {
  const hd c2 = bcd(p->c2);
  i64 i = 0;
  ROLL do {
    hd s = ldd(p->s + i), d = ldd(p->d + i);
    hd v = ldd(p->ss + i) - s * s + c2, w = ldd(p->dd + i) - d * d;
    std(p->dst + i, (w + w) / (v + w));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *a, *b;
  i64 n; // a multiple of VL, at least VL
} sub_row_args;

void SUF(sub_row)(sub_row_args *p) {
  i64 i = 0;
  ROLL do {
    std(p->dst + i, ldd(p->a + i) - ldd(p->b + i));
    i += HL;
  } while (i < p->n);
}

// Sums over a row by class of columns.
#include "double.h"

#define CLASSES 16
#define ND (CLASSES / HL)

typedef struct {
  double *sums; // CLASSES
  const double *x, *w;
  i64 n; // a multiple of CLASSES, at least CLASSES
  double mean, mean_w;
} sums_args;

enum { values, squares, products, distances };

INLINE hd term(const sums_args *p, const int what, i64 i, hd mean, hd mean_w) {
  hd x = ldd(p->x + i);
  if (what == distances) {
    hd a = x - mean, b = ldd(p->w + i) - mean_w;
    return sqrtd(a * a + b * b);
  }
  if (what == squares)
    return (x - mean) * (x - mean);
  return what == products ? ldd(p->w + i) * x : x;
}

INLINE void sum_of(const sums_args *p, const int what) {
  const hd mean = bcd(p->mean), mean_w = bcd(p->mean_w);
  hd t[ND];
  UNROLL for (int j = 0; j < ND; j++) t[j] = ldd(p->sums + j * HL);
  i64 i = 0;
  ROLL do {
    UNROLL for (int j = 0; j < ND; j++) t[j] = t[j] + term(p, what, i + j * HL, mean, mean_w);
    i += CLASSES;
  } while (i < p->n);
  UNROLL for (int j = 0; j < ND; j++) std(p->sums + j * HL, t[j]);
}

// args: sumsArgs
void SUF(sum)(sums_args *p) { sum_of(p, values); }

// args: sumsArgs
void SUF(sum_squares)(sums_args *p) { sum_of(p, squares); }

// args: sumsArgs
void SUF(sum_products)(sums_args *p) { sum_of(p, products); }

// args: sumsArgs
void SUF(sum_distances)(sums_args *p) { sum_of(p, distances); }

// Symmetric windows over rows of doubles.
#include "double.h"

typedef struct {
  const double *first;
  i64 len, cap;
} row; // a slice of Go

typedef struct {
  double *dst;
  const double *w;  // mid+1 weights, the outermost first
  const row *rows;  // 2*mid+1
  i64 mid;          // at least 1
  i64 n;            // a multiple of VL, at least VL
} blur_args;

// m vectors of columns stay in registers over all taps.
#define MOST 8
INLINE void block(const blur_args *p, i64 at, const int m) {
  const row *a = p->rows, *b = a + 2 * p->mid;
  const double *w = p->w, *c = a->first + at, *d = b->first + at;
  hd t[MOST], weight = bcd(*w);
  UNROLL for (int j = 0; j < m; j++)
    t[j] = weight * (ldd(c + j * HL) + ldd(d + j * HL));
  ROLL for (a++, b--, w++; a < b; a++, b--, w++) {
    c = a->first + at;
    d = b->first + at;
    weight = bcd(*w);
    UNROLL for (int j = 0; j < m; j++) {
      t[j] += weight * (ldd(c + j * HL) + ldd(d + j * HL));
      PIN(t[j]);
    }
  }
  c = a->first + at;
  weight = bcd(*w);
  UNROLL for (int j = 0; j < m; j++)
    std(p->dst + at + j * HL, t[j] + weight * ldd(c + j * HL));
}

void SUF(blur)(blur_args *p) {
  i64 at = 0;
  ROLL do {
    const i64 m = at + MOST * HL <= p->n ? MOST : 2;
    if (m == MOST)
      block(p, at, MOST);
    else
      block(p, at, 2);
    at += m * HL;
  } while (at < p->n);
}

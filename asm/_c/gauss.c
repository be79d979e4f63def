// A symmetric filter: one row of the weighted sums of an odd number of rows.
#include "isa.h"

typedef struct {
  const float *first;
  i64 len, cap;
} row; // a slice of Go

typedef struct {
  float *dst;
  const float *w;  // mid+1 weights, the outermost first
  const row *rows; // 2*mid+1
  i64 mid;         // at least 1
  i64 at;          // the first column
  i64 n;           // columns from there: at least VL
} fir_args;

// m vectors of columns stay in registers over all taps.
#define MOST 8
INLINE void block(const fir_args *p, i64 at, const int m) {
  const row *a = p->rows, *b = a + 2 * p->mid;
  const float *w = p->w;
  vf t[MOST];
  vf weight = bc(*w);
  UNROLL for (int j = 0; j < m; j++)
    t[j] = weight * (ld(a->first + at + j * VL) + ld(b->first + at + j * VL));
  ROLL for (a++, b--, w++; a < b; a++, b--, w++) {
    const float *c = a->first + at, *d = b->first + at;
    weight = bc(*w);
    UNROLL for (int j = 0; j < m; j++) {
      t[j] = fma_(weight, ld(c + j * VL) + ld(d + j * VL), t[j]);
      PIN(t[j]);
    }
  }
  weight = bc(*w);
  UNROLL for (int j = 0; j < m; j++)
    st(p->dst + at + j * VL, fma_(weight, ld(a->first + at + j * VL), t[j]));
}

// The last block ends where the columns end and makes some of them again.
INLINE void columns(const fir_args *p, const int m) {
  i64 at = p->at, last = at + p->n - m * VL;
  for (;;) {
    block(p, at, m);
    if (at == last)
      break;
    at += m * VL;
    at = at < last ? at : last;
  }
}

void SUF(fir)(fir_args *p) {
  if (p->n >= MOST * VL)
    columns(p, MOST);
  else if (p->n >= 2 * VL)
    columns(p, 2);
  else
    columns(p, 1);
}

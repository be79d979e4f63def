// Means of 2x2 samples: two rows become one of half the length.
#include "isa.h"

typedef struct {
  float *dst;
  const float *a, *b; // two rows of 2n floats
  i64 n;              // outputs: a multiple of VL, at least VL
  float quarter;      // .25: a constant here would become a table
} halve_args;

void SUF(halve)(halve_args *p) {
  float *dst = p->dst;
  const float *a = p->a, *b = p->b;
  const vf quarter = bc(p->quarter);
  i64 n = p->n;
  ROLL do {
    vf a0, a1, b0, b1;
    pairs(a, &a0, &a1);
    pairs(b, &b0, &b1);
    st(dst, ((a0 + a1) + (b0 + b1)) * quarter);
    dst += VL;
    a += 2 * VL;
    b += 2 * VL;
    n -= VL;
  } while (n > 0);
}

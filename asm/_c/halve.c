// Means of 2x2 samples: two rows become one of half the length.
#include "isa.h"

typedef struct {
  float *dst;
  const float *a, *b;   // the first two rows, of 2n floats
  i64 n;                // outputs of a row: a multiple of VL, at least VL
  i64 rows;             // rows of outputs, at least 1
  i64 to, from;         // floats from row to row of dst, from pair to pair of rows of a and b
  float quarter;        // .25: a constant here would become a table
} halve_args;

void SUF(halve)(halve_args *p) {
  const vf quarter = bc(p->quarter);
  float *dst = p->dst;
  const float *a = p->a, *b = p->b;
  i64 rows = p->rows;
  ROLL do {
    i64 i = 0;
    ROLL do {
      vf a0, a1, b0, b1;
      pairs(a + 2 * i, &a0, &a1);
      pairs(b + 2 * i, &b0, &b1);
      st(dst + i, ((a0 + a1) + (b0 + b1)) * quarter);
      i += VL;
    } while (i < p->n);
    dst += p->to;
    a += p->from;
    b += p->from;
  } while (--rows > 0);
}

// Gradients of differences, sample by sample.
#include "isa.h"

typedef int vi __attribute__((vector_size(VL * 4)));

typedef struct {
  float *dst;
  const float *x, *y;
  i64 n; // columns: a multiple of VL, at least VL
  float k;
} grad_diff_args;

// args: gradDiffArgs
void SUF(scale_diff)(grad_diff_args *p) {
  float *dst = p->dst;
  const float *x = p->x, *y = p->y;
  const vf k = bc(p->k);
  i64 n = p->n;
  ROLL do {
    st(dst, (ld(x) - ld(y)) * k);
    dst += VL;
    x += VL;
    y += VL;
    n -= VL;
  } while (n > 0);
}

// args: gradDiffArgs
void SUF(sign_diff)(grad_diff_args *p) {
  float *dst = p->dst;
  const float *x = p->x, *y = p->y;
  const vf k = bc(p->k);
  i64 n = p->n;
  ROLL do {
    vf a = ld(x), b = ld(y);
    st(dst, (vf)((vi)k & (vi)(a > b)) - (vf)((vi)k & (vi)(a < b)));
    dst += VL;
    x += VL;
    y += VL;
    n -= VL;
  } while (n > 0);
}

// The gradient of a product of similarities: what each of them has is multiplied with
// the product of the others, that of those before times that of those after.
#include "isa.h"

typedef struct {
  const float *losses; // k+1 rows: those of cs, then that of l
  i64 loss_pitch;
  float *coefs; // 3k rows: a, b and c of each cs
  i64 coef_pitch;
  const float *of_l; // a of l
  float *rests;      // k+1 vectors
  i64 k;             // at least 1
  i64 n;             // columns: a multiple of VL, at least VL
  float fold, fold_d, one;
} fold_product_args;

// b and c with the others' product r, and what a becomes.
INLINE vf fold(const fold_product_args *p, float *a, vf r) {
  float *at_b = a + p->coef_pitch, *at_c = at_b + p->coef_pitch;
  vf b = ld(at_b) * r, c = ld(at_c) * r;
  st(at_b, b);
  st(at_c, c);
  return fma_(bc(p->fold_d), c, fma_(-bc(p->fold), b, ld(a) * r));
}

void SUF(fold_product)(fold_product_args *p) {
  const vf one = bc(p->one);
  i64 i = 0;
  ROLL do {
    const float *loss = p->losses + i;
    float *rest = p->rests;
    vf t = one - ld(loss);
    st(rest, one);
    i64 j = p->k;
    ROLL do {
      rest += VL;
      loss += p->loss_pitch;
      st(rest, t);
      t *= one - ld(loss);
    } while (--j);
    vf of_l = ld(rest), after = one - ld(loss);
    j = p->k;
    float *a = p->coefs + 3 * (j - 1) * p->coef_pitch + i;
    rest -= VL;
    st(a, fma_(ld(p->of_l + i), of_l, fold(p, a, ld(rest) * after)));
    ROLL while (--j) {
      loss -= p->loss_pitch;
      rest -= VL;
      a -= 3 * p->coef_pitch;
      after *= one - ld(loss);
      st(a, fold(p, a, ld(rest) * after));
    }
    i += VL;
  } while (i < p->n);
}

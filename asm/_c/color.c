// Sums of channels, scaling, and a background under alpha.
#include "double.h"

typedef struct {
  float *dst;
  const float *r, *g, *b;
  i64 n;       // samples: a multiple of VL, at least VL
  double w[3]; // weights of r, g, b
} weigh3_args;

void SUF(weigh3)(weigh3_args *p) {
  float *dst = p->dst;
  const float *r = p->r, *g = p->g, *b = p->b;
  const hd wr = bcd(p->w[0]), wg = bcd(p->w[1]), wb = bcd(p->w[2]);
  i64 n = p->n, i = 0;
  ROLL do {
    hd rg = wr * widen(r + i) + wg * widen(g + i);
    narrow(dst + i, rg + wb * widen(b + i));
    i += HL;
  } while (i < n);
}

typedef struct {
  float *dst;
  const float *src;
  i64 n; // samples: a multiple of VL, at least VL
  float mul, div;
} mul_div_args;

void SUF(mul_div)(mul_div_args *p) {
  float *dst = p->dst;
  const float *src = p->src;
  const vf mul = bc(p->mul), div = bc(p->div);
  i64 n = p->n, i = 0;
  ROLL do {
    st(dst + i, ld(src + i) * mul / div);
    i += VL;
  } while (i < n);
}

typedef struct {
  float *dst;
  const float *src, *a;
  i64 n; // samples: a multiple of VL, at least VL
  float peak, div, back;
} over_args;

void SUF(over)(over_args *p) {
  float *dst = p->dst;
  const float *src = p->src, *a = p->a;
  const vf peak = bc(p->peak), div = bc(p->div), back = bc(p->back);
  i64 n = p->n, i = 0;
  ROLL do {
    vf cover = ld(a + i), under = back * (peak - cover);
    st(dst + i, ld(src + i) * cover / div + under);
    i += VL;
  } while (i < n);
}

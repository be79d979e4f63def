// The activation between convolutions, of pixels whose channels lie side by
// side, and its gradient. A vector of channels goes down all pixels.
#include "isa.h"

typedef int vi __attribute__((vector_size(VL * 4)));

typedef struct {
  float *dst;
  const float *src, *slope;
  float *bias, *dslope; // sums
  i64 n, channels;      // pixels, floats of one
  i64 c;                // channels to make: a multiple of VL, not 0
} prelu_args;

void SUF(prelu)(prelu_args *p) {
  i64 c = 0;
  ROLL do {
    const vf slope = ld(p->slope + c), zero = {0};
    float *d = p->dst + c;
    const float *s = p->src + c;
    i64 n = p->n;
    ROLL do {
      const vf v = ld(s);
      const vi up = v > zero;
      const vi high = (vi)v & up;
      st(d, (vf)high + slope * (vf)((vi)v ^ high));
      d += p->channels;
      s += p->channels;
    } while (--n);
    c += VL;
  } while (c < p->c);
}

// args: preluArgs
void SUF(prelu_back)(prelu_args *p) {
  i64 c = 0;
  ROLL do {
    const vf slope = ld(p->slope + c), zero = {0};
    vf bias = ld(p->bias + c), dslope = ld(p->dslope + c);
    float *d = p->dst + c;
    const float *s = p->src + c;
    i64 n = p->n;
    ROLL do {
      const vf v = ld(s), g = ld(d), bent = slope * g;
      const vi up = v > zero;
      dslope = fma_(g, (vf)((vi)v ^ ((vi)v & up)), dslope);
      const vf back = (vf)((vi)bent ^ (((vi)g ^ (vi)bent) & up));
      bias += back;
      st(d, back);
      d += p->channels;
      s += p->channels;
    } while (--n);
    st(p->bias + c, bias);
    st(p->dslope + c, dslope);
    c += VL;
  } while (c < p->c);
}

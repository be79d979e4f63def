// Rows of samples as doubles: of one channel, or a weighted sum of three.
#include "double.h"

typedef struct {
  double *dst;
  const float *src;
  i64 n; // samples: a multiple of VL, at least VL
  double scale;
} widen_args;

void SUF(widen)(widen_args *p) {
  const hd scale = bcd(p->scale);
  i64 i = 0;
  ROLL do {
    std(p->dst + i, widen(p->src + i) * scale);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const float *r, *g, *b;
  i64 n; // samples: a multiple of VL, at least VL
  double w[3], scale;
} weigh_args;

void SUF(weigh)(weigh_args *p) {
  const hd wr = bcd(p->w[0]), wg = bcd(p->w[1]), wb = bcd(p->w[2]), scale = bcd(p->scale);
  i64 i = 0;
  ROLL do {
    hd rg = wr * widen(p->r + i) + wg * widen(p->g + i);
    std(p->dst + i, (rg + wb * widen(p->b + i)) * scale);
    i += HL;
  } while (i < p->n);
}

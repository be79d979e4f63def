// Sums for a weighted mean of two rows, see centre.go.
#include "isa.h"

#define N (16 / VL) // vectors of 16 samples

typedef struct {
  const float *x, *y; // 16n+1 samples
  i64 n;              // at least 1
  float *weight, *sum; // 16 each
  float c, e, one;
} centre_args;

void SUF(centre)(centre_args *p) {
  const float *x = p->x, *y = p->y;
  const vf c = bc(p->c), e = bc(p->e), one = bc(p->one);
  vf weight[N], sum[N];
  UNROLL for (int j = 0; j < N; j++) weight[j] = ld(p->weight + j * VL), sum[j] = ld(p->sum + j * VL);
  i64 n = p->n;
  ROLL do {
    UNROLL for (int j = 0; j < N; j++) {
      vf a = ld(x + 1 + j * VL), b = ld(y + 1 + j * VL), u = a + b, d = a - b;
      vf g = u - (ld(x + j * VL) + ld(y + j * VL));
      vf r = one + g * g * c;
      vf w = (d * d + e) / (r * r);
      weight[j] += w;
      sum[j] += w * u;
    }
    x += 16;
    y += 16;
  } while (--n);
  UNROLL for (int j = 0; j < N; j++) st(p->weight + j * VL, weight[j]), st(p->sum + j * VL, sum[j]);
}

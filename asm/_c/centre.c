// Sums for a weighted mean of two rows, see centre.go.
#include "bytes.h"

#define N (16 / VL) // vectors of 16 samples

typedef struct {
  const void *x, *y;   // 16n+1 samples
  i64 n;               // at least 1
  float *weight, *sum; // 16 each
  float c, e, one;
} centre_args;

enum { FLOATS, BYTES };

// Samples from the one at k on.
INLINE vf at(const void *p, i64 k, int kind) {
  return kind == FLOATS ? ld((const float *)p + k) : ld8((const u8 *)p + k);
}

INLINE void add(centre_args *p, int kind) {
  const void *x = p->x, *y = p->y;
  const vf c = bc(p->c), e = bc(p->e), one = bc(p->one);
  vf weight[N], sum[N];
  UNROLL for (int j = 0; j < N; j++) weight[j] = ld(p->weight + j * VL), sum[j] = ld(p->sum + j * VL);
  i64 n = p->n, k = 0;
  ROLL do {
    UNROLL for (int j = 0; j < N; j++) {
      vf a = at(x, k + 1, kind), b = at(y, k + 1, kind), u = a + b, d = a - b;
      vf g = u - (at(x, k, kind) + at(y, k, kind));
      vf r = one + g * g * c;
      vf w = (d * d + e) / (r * r);
      weight[j] += w;
      sum[j] += w * u;
      PIN(sum[j]); // NEON has no registers for several at a time
      FENCE;
      k += VL;
    }
  } while (--n);
  UNROLL for (int j = 0; j < N; j++) st(p->weight + j * VL, weight[j]), st(p->sum + j * VL, sum[j]);
}

void SUF(centre)(centre_args *p) { add(p, FLOATS); }

// args: centreArgs
void SUF(centre_bytes)(centre_args *p) { add(p, BYTES); }

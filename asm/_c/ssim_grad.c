// SSIM of a strip, as in ssim.c and with the same bits, and on the way to its
// gradient: the coefficients a, b and c of each position of the map (see
// SSIMGrad in Go), filtered across by the adjoint of the window, into a band of
// rows that adjoint.c filters down.
//
//   each two output rows: the ring filtered down; the quotient; a, b and c, 0
//     where masked
//   each of these two rows: a, b and c across
//
// A column of the gradient is under the windows of this column of the map and of
// the 10 to its left. So vectors move by one lane the other way, and what comes
// in at the left are the last columns of the strip to the left.
#include "ssim.h"

enum { S = 1, CS = 2 };

// Two rows of a, b and c in lane order, each behind HALO vectors.
#define COEF(row, f) ((((row) * 3 + (f)) * NH + HALO) * VL)

// The quotient (1-SSIM)/2, and a, b and c of the mean of l*cs, from the statistics
// of one row. There are as few values at a time as 16 registers hold.
INLINE void of_product(const ssim_args *p, float *q, float *o, const float *mask, const float *ms, vf a, vf v, vf md, vf ed) {
  vf b = md * md, d = fma_(-md, md, ed);
  vf vd = v + d, ab = a + b;
  vf n = fma_(a, d, b * v), z = ab * vd;
  st(q, n / z);
  z = bc(p->one) / z;
  PIN(z);
  FENCE;
  vf t = z * ab, r = z * vd;
  vf k = ((a - b) * z) * t;
  PIN(k);
  FENCE;
  vf e = (v - d) * z;
  vf kd = k * d, kv = k * v;
  PIN(kd); PIN(kv); PIN(e);
  FENCE;
  vf br = b * r, ar = a * r;
  vf g = fma_(ld(ms) + bc(p->centre2), br, -(md * ar));
  vf h = fma_(md, kv, -((ld(ms) + bc(p->fold)) * kd));
  st(o + COEF(0, 1), and_(kd, ld(mask)));
  st(o + COEF(0, 2), and_(kv, ld(mask)));
  st(o + COEF(0, 0), and_(fma_(e, g, h), ld(mask)));
}

// The same of the mean of cs.
INLINE void of_cs(const ssim_args *p, float *q, float *o, const float *mask, const float *ms, vf v, vf md, vf ed) {
  vf d = fma_(-md, md, ed);
  vf vd = v + d;
  st(q, d / vd);
  vf t = bc(p->one) / vd;
  vf kd = t * (t * d), kv = t * (t * v);
  st(o + COEF(0, 1), and_(kd, ld(mask)));
  st(o + COEF(0, 2), and_(kv, ld(mask)));
  st(o + COEF(0, 0), and_(fma_(md, kv, -((ld(ms) + bc(p->fold)) * kd)), ld(mask)));
}

INLINE void down(ssim_args *p, int want) {
  WEIGHTS;
  RING_ROWS;
  float *q = p->quot, *o = p->scratch;
  const float *mask0 = p->mask0, *mask1 = p->mask1;
  i64 n = L;
  ROLL do {
    vf ms0, ms1, es0, es1, md0, md1, ed0, ed1;
    FIR22(DOWN0, DOWN2, ms0, ms1, es0, es1);
    CONSTANTS;
    vf v0 = fma_(-ms0, ms0, es0 + c2), v1 = fma_(-ms1, ms1, es1 + c2);
    vf a0 = ms0 + m, a1 = ms1 + m;
    a0 = fma_(a0, a0, c1);
    a1 = fma_(a1, a1, c1);
    PIN(a0); PIN(a1); PIN(v0); PIN(v1);
    float *aside = p->aside;
    st(aside, ms0);
    st(aside + VL, ms1);
#if VL != 16 // too few registers: put more values aside
    st(aside + 2 * VL, v0);
    st(aside + 3 * VL, v1);
    st(aside + 4 * VL, a0);
    st(aside + 5 * VL, a1);
    FENCE;
#endif
    FIR22(DOWN1, DOWN3, md0, md1, ed0, ed1);
#if VL != 16
    st(aside + 6 * VL, md1);
    st(aside + 7 * VL, ed1);
    FENCE;
    v0 = ld(aside + 2 * VL);
    a0 = ld(aside + 4 * VL);
#endif
    if (want == S)
      of_product(p, q, o, mask0, aside, a0, v0, md0, ed0);
    else
      of_cs(p, q, o, mask0, aside, v0, md0, ed0);
    FENCE;
#if VL != 16
    v1 = ld(aside + 3 * VL);
    a1 = ld(aside + 5 * VL);
    md1 = ld(aside + 6 * VL);
    ed1 = ld(aside + 7 * VL);
#endif
    if (want == S)
      of_product(p, q + T, o + 3 * NH * VL, mask1, aside + VL, a1, v1, md1, ed1);
    else
      of_cs(p, q + T, o + 3 * NH * VL, mask1, aside + VL, v1, md1, ed1);
    FENCE;
    q += VL;
    o += VL;
    mask0 += VL;
    mask1 += VL;
    PTR(q); PTR(o); PTR(mask0); PTR(mask1);
    NEXT_COLUMNS;
  } while (--n);
}

// Where column c of a row in lane order is: one of the last two chunks.
#if VL == 16
#define LAST(c) ((c) % L * VL + ((c) / L == 15 ? 15 : 7))
#else
#define LAST(c) ((c) % L * VL + VL - 1)
#endif

// Passes the last columns of one of a, b and c on to the next strip.
INLINE void leave(float *edge, const float *v) {
  UNROLL for (int j = 0; j < HALO; j++) {
    edge[j] = v[LAST(T - HALO + j)];
    FENCE;
  }
}

// One of a, b and c, behind HALO vectors to fill, across.
#if VL == 16
INLINE void across(ssim_args *p, float *o, float *coef, float *edge) {
  WEIGHTS;
  const int *left = p->neighbour + HALO * VL;
  vf v[NH];
  UNROLL for (int j = HALO; j < NH; j++) v[j] = ld(coef + j * VL);
  UNROLL for (int j = HALO - 1; j >= 0; j--) v[j] = moved(v[j + L], bc(edge[j]), left);
  leave(edge, coef + HALO * VL);
  ACROSS(o);
}
#else
INLINE void across(ssim_args *p, float *o, float *coef, float *edge) {
  WEIGHTS;
  UNROLL for (int j = HALO - 1; j >= 0; j--) {
    st(coef + j * VL, moved_up(ld(coef + (j + L) * VL), bc(edge[j])));
    FENCE;
  }
  leave(edge, coef + HALO * VL);
  const float *v = coef;
  ROLL for (i64 j = 0; j < L; j += 4) {
    FIR4(AT, o);
    v += 4 * VL;
    o += 4 * VL;
  }
}
#endif

#define EDGE 32 // floats: HALO each of a, b and c

// Two rows of the band.
INLINE void band(ssim_args *p) {
  float *v = p->scratch, *o = p->band + p->bandoff, *edge = p->edge + p->edgeoff;
  p->bandoff += 6 * T;
  p->edgeoff += 2 * EDGE;
  ROLL for (int r = 0; r < 2; r++) {
    ROLL for (int f = 0; f < 3; f++) {
      across(p, o, v, edge);
      v += NH * VL;
      o += T;
      edge += HALO;
    }
    edge += EDGE - 3 * HALO;
  }
}

INLINE void run(ssim_args *p, int want) {
  for (;;) {
    if (!input(p)) continue;
    if (want == CS) soon(p);
    down(p, want);
    FENCE;
    add(p->quot, p->mask0, p->mask1, want == S ? p->sum_s : p->sum_cs);
    FENCE;
    band(p);
    FENCE;
    if (--p->turns <= 0) break;
  }
}

// args: ssimArgs
void SUF(ssim_grad)(ssim_args *p) { run(p, S); }

// args: ssimArgs
void SUF(ssim_grad_cs)(ssim_args *p) { run(p, CS); }

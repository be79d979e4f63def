// The pass of SSIM over a strip, whatever its samples are. See ssim.c.
#ifndef SSIM_PASS_H
#define SSIM_PASS_H
#include "ssim.h"

enum { S = 1, CS = 2, MAP = 4 };

// One quotient of each kind that is wanted, from the statistics of one row.
INLINE void quotients(float *q, vf a, vf v, vf md, vf ed, int want) {
  vf b = md * md, d = fma_(-md, md, ed);
  vf vd = v + d;
  if (want & (S | MAP)) {
    vf n = fma_(a, d, b * v);
    vf ab = a + b;
    st(q, n / (ab * vd));
    if (want & MAP) st(q + 4 * T, b / ab);
  }
  if (want & (CS | MAP)) st(q + 2 * T, d / vd);
}

// What the formula needs of two rows: in registers, or put aside where there are 16.
#if VL == 16
#define KEEP vf kept[8]
#define PUT(k, v) kept[k] = (v); PIN(kept[k])
#define KEPT(k) kept[k]
#else
#define KEEP float *kept = p->scratch
#define PUT(k, v) st(kept + (k) * VL, v)
#define KEPT(k) ld(kept + (k) * VL)
#endif

#define STATS_S \
  vf ms0, ms1, es0, es1; \
  FIR22(DOWN0, DOWN2, ms0, ms1, es0, es1)
#define STATS_D \
  CONSTANTS; \
  vf a0 = ms0 + m, a1 = ms1 + m; \
  PUT(0, fma_(a0, a0, c1)); \
  PUT(1, fma_(a1, a1, c1)); \
  PUT(2, fma_(-ms0, ms0, es0 + c2)); \
  PUT(3, fma_(-ms1, ms1, es1 + c2)); \
  FENCE; \
  vf md0, md1, ed0, ed1; \
  FIR22(DOWN1, DOWN3, md0, md1, ed0, ed1); \
  PUT(4, md0); \
  PUT(5, md1); \
  PUT(6, ed0); \
  PUT(7, ed1); \
  FENCE; \
  NEXT_COLUMNS
#define QUOTIENTS \
  quotients(q, KEPT(0), KEPT(2), KEPT(4), KEPT(6), want); \
  FENCE; \
  quotients(q + T, KEPT(1), KEPT(3), KEPT(5), KEPT(7), want); \
  FENCE; \
  q += VL

// The formula, which is a long chain, is left to the next turn, where there are
// filters beside it.
INLINE void down(ssim_args *p, int want) {
  WEIGHTS;
  RING_ROWS;
  KEEP;
  float *q = p->quot;
  i64 n = L - 1;
  {
    STATS_S;
    STATS_D;
  }
  ROLL do {
    STATS_S;
    QUOTIENTS;
    STATS_D;
  } while (--n);
  QUOTIENTS;
}

INLINE void run(ssim_args *p, int want) {
  for (;;) {
    if (!input(p)) continue;
    if (!(want & MAP)) soon(p);
    down(p, want);
    FENCE;
    if (want & S) add(p->quot, p->mask0, p->mask1, p->sum_s);
    if (want & CS) add(p->quot + 2 * T, p->mask0, p->mask1, p->sum_cs);
    if (want & MAP) {
      ROLL for (i64 k = 0; k < 6; k++) scatter(p->maps + k * T, p->quot + k * T);
    }
    FENCE;
    if (--p->turns <= 0) break;
  }
}

#endif

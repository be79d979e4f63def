// What filters down make of four rows, stored as it is or transposed.
#ifndef TURN_H
#define TURN_H
#include "double.h"
#include "lanes.h"

typedef double d2u __attribute__((vector_size(16), aligned(8), may_alias));

// Column lane of four rows goes to row lane.
INLINE void turned(float *o, i64 to, vf t0, vf t1, vf t2, vf t3) {
  vf v[4] = {t0, t1, t2, t3};
  transpose4(v);
  UNROLL for (int q = 0; q < 4; q++) st4(o + q * to, SHUF(v[q], v[q], 0, 1, 2, 3));
#if VL >= 8
  o += 4 * to;
  PTR(o);
  UNROLL for (int q = 0; q < 4; q++) st4(o + q * to, SHUF(v[q], v[q], 4, 5, 6, 7));
#endif
#if VL == 16
  o += 4 * to;
  PTR(o);
  UNROLL for (int q = 0; q < 4; q++) st4(o + q * to, SHUF(v[q], v[q], 8, 9, 10, 11));
  o += 4 * to;
  PTR(o);
  UNROLL for (int q = 0; q < 4; q++) st4(o + q * to, SHUF(v[q], v[q], 12, 13, 14, 15));
#endif
}

INLINE void as_is(float *o, i64 to, vf t0, vf t1, vf t2, vf t3) {
  st(o, t0);
  st(o + to, t1);
  o += 2 * to;
  st(o, t2);
  st(o + to, t3);
}

INLINE void added(float *o, i64 to, vf t0, vf t1, vf t2, vf t3) {
  as_is(o, to, ld(o) + t0, ld(o + to) + t1, ld(o + 2 * to) + t2, ld(o + 3 * to) + t3);
}

#if VL == 16
#define LEFT(a, b) SHUF(a, b, 0, 8, 2, 10, 4, 12, 6, 14)
#define RIGHT(a, b) SHUF(a, b, 1, 9, 3, 11, 5, 13, 7, 15)
#elif VL == 8
#define LEFT(a, b) SHUF(a, b, 0, 4, 2, 6)
#define RIGHT(a, b) SHUF(a, b, 1, 5, 3, 7)
#else
#define LEFT(a, b) SHUF(a, b, 0, 2)
#define RIGHT(a, b) SHUF(a, b, 1, 3)
#endif

#define ST2(p, v, j) (*(d2u *)(p) = SHUF(v, v, 2 * (j), 2 * (j) + 1))
#define COLUMNS(j)                                                             \
  ST2(o, a, j), ST2(o + 2, b, j), ST2(o + to, c, j), ST2(o + to + 2, d, j)
INLINE void wide_turned(double *o, i64 to, hd t0, hd t1, hd t2, hd t3) {
  hd a = LEFT(t0, t1), b = LEFT(t2, t3), c = RIGHT(t0, t1), d = RIGHT(t2, t3);
  COLUMNS(0);
#if VL >= 8
  o += 2 * to;
  PTR(o);
  COLUMNS(1);
#endif
#if VL == 16
  o += 2 * to;
  PTR(o);
  COLUMNS(2);
  o += 2 * to;
  PTR(o);
  COLUMNS(3);
#endif
}

INLINE void wide_as_is(double *o, i64 to, hd t0, hd t1, hd t2, hd t3) {
  std(o, t0);
  std(o + to, t1);
  o += 2 * to;
  std(o, t2);
  std(o + to, t3);
}

#endif

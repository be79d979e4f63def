// How a strip lies in vectors. Lanes are chunks of L adjoining columns: lane i
// of vector j is column i*L+j. Then the taps of a horizontal filter are plain
// vectors of the row, and columns L, L+1, … of a chunk, which are the first of
// its right neighbour, are vectors 0, 1, … moved by one lane.
#ifndef LANES_H
#define LANES_H
#include "isa.h"

#define T 128       // columns of a strip
#define L (T / VL)  // vectors of a row: 8, 16, 32
#define HALO 10     // columns to the right that the window needs
#define NH (L + HALO)

typedef int vi __attribute__((vector_size(VL * 4)));

typedef int viu __attribute__((vector_size(VL * 4), aligned(4), may_alias));

INLINE vf and_(vf a, vf b) { return (vf)((vi)a & (vi)b); }

// Vector v moved by one lane, with the first lane of next behind it; or moved up,
// with the fourth lane of last before it.
#if VL == 16
// Chunks 4t, 4t+2, 4t+1 and 4t+3 are in lanes t, t+4, t+8 and t+12, as loads and
// shuffles within 16 bytes leave them; where says in which lane the neighbour of
// each is, 16 and on being lanes of next.
INLINE vf moved(vf v, vf next, const int *where) {
  return __builtin_ia32_vpermi2varps512(v, *(const viu *)where, next);
}
#elif VL == 8
// In two instructions: what is one block of 16 bytes on, then bytes from both. A
// shuffle of floats takes three.
typedef char c32 __attribute__((vector_size(32)));
INLINE vf moved(vf v, vf next) {
  vf t = SHUF(v, next, 4, 5, 6, 7, 8, 9, 10, 11);
  PIN(t);
  return (vf)__builtin_ia32_palignr256((c32)t, (c32)v, 4);
}
INLINE vf moved_up(vf v, vf last) {
  vf t = SHUF(last, v, 0, 1, 2, 3, 8, 9, 10, 11);
  PIN(t);
  return (vf)__builtin_ia32_palignr256((c32)v, (c32)t, 12);
}
#else
INLINE vf moved(vf v, vf next) { return SHUF(v, next, 1, 2, 3, 4); }
INLINE vf moved_up(vf v, vf last) { return SHUF(v, last, 7, 0, 1, 2); }
#endif

// Transposes the 4x4 blocks that lie in the same 16 bytes of four vectors. Intel has
// two ports for these shuffles, but one for those that interleave.
#if VL == 16
#define EVENS(a, b) SHUF(a, b, 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30)
#define ODDS(a, b) SHUF(a, b, 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31)
#elif VL == 8
#define EVENS(a, b) SHUF(a, b, 0, 2, 8, 10, 4, 6, 12, 14)
#define ODDS(a, b) SHUF(a, b, 1, 3, 9, 11, 5, 7, 13, 15)
#else
#define EVENS(a, b) SHUF(a, b, 0, 2, 4, 6)
#define ODDS(a, b) SHUF(a, b, 1, 3, 5, 7)
#endif
INLINE void transpose4(vf *v) {
  vf a = EVENS(v[0], v[1]), b = EVENS(v[2], v[3]), c = ODDS(v[0], v[1]), d = ODDS(v[2], v[3]);
  v[0] = EVENS(a, b);
  v[1] = EVENS(c, d);
  v[2] = ODDS(a, b);
  v[3] = ODDS(c, d);
}

#if VL == 16
// lane order to column order, in two steps: one would need a table.
INLINE vf in_turn(vf v) {
  PIN(v);
  return SHUF(v, v, 0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15);
}
#define FIRST(low, high) in_turn(SHUF(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27))
#define SECOND(low, high) in_turn(SHUF(low, high, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31))
#elif VL == 8
// Four columns of chunks q and q+4.
INLINE vf gather4(const float *p, int q) {
  return SHUF(ld4(p + q * L), ld4(p + (q + 4) * L), 0, 1, 2, 3, 4, 5, 6, 7);
}
#else
INLINE vf gather4(const float *p, int q) { return ld4(p + q * L); }
#endif

// s = x+y-m and d = x-y of a row, four vectors of each, where x and y are those of
// the first.
#if VL == 16
// Of 64 bytes, the first and third 16 are columns of chunks 4t and 4t+1. Of those
// 48 bytes on, the second and fourth are those of 4t+2 and 4t+3: a sum under a mask
// puts them in between. A shuffle would take as long, but only one of
// Intel's two ports has shuffles, and they have enough to do.
typedef unsigned short k16;
#define BEYOND 12
INLINE k16 opaque(int k) { // a known one would become a shuffle again
  __asm__ volatile("" : "+r"(k));
  return k;
}
INLINE vf pick(k16 k, vf a, vf b) { return __builtin_ia32_selectps_512(k, a, b); }
INLINE void sums(const float *x, const float *y, vf m, k16 k, vf *s) {
  UNROLL for (int t = 0; t < 4; t++) {
    const float *a = x + 4 * t * L, *b = y + 4 * t * L;
    s[t] = pick(k, ld(a + BEYOND) + ld(b + BEYOND), ld(a) + ld(b)) - m;
  }
  transpose4(s);
}
INLINE void differences(const float *x, const float *y, k16 k, vf *d) {
  UNROLL for (int t = 0; t < 4; t++) {
    const float *a = x + 4 * t * L, *b = y + 4 * t * L;
    d[t] = pick(k, ld(a + BEYOND) - ld(b + BEYOND), ld(a) - ld(b));
  }
  transpose4(d);
}
INLINE void in_lanes(const float *x, const float *y, vf m, vf *s, vf *d) {
  k16 k = opaque(0xf0f0);
  sums(x, y, m, k, s);
  differences(x, y, k, d);
}
#else
INLINE void in_lanes(const float *x, const float *y, vf m, vf *s, vf *d) {
  UNROLL for (int q = 0; q < 4; q++) {
    vf a = gather4(x, q), b = gather4(y, q);
    s[q] = (a + b) - m;
    d[q] = a - b;
  }
  transpose4(s);
  transpose4(d);
}
#endif

// Writes a row in lane order to its place in column order.
#if VL == 16
INLINE void scatter(float *dst, const float *row) {
  vf v[L];
  UNROLL for (int j = 0; j < L; j++) v[j] = ld(row + j * VL);
  transpose4(v);
  transpose4(v + 4);
  UNROLL for (int j = 0; j < 4; j++) {
    st(dst + 32 * j, FIRST(v[j], v[j + 4]));
    st(dst + 32 * j + 16, SECOND(v[j], v[j + 4]));
  }
}
#else
INLINE void scatter(float *dst, const float *row) {
  ROLL for (i64 j = 0; j < L; j += 4) {
    vf v[4] = {ld(row), ld(row + VL), ld(row + 2 * VL), ld(row + 3 * VL)};
    transpose4(v);
    UNROLL for (int q = 0; q < 4; q++) {
      st4(dst + q * L, SHUF(v[q], v[q], 0, 1, 2, 3));
#if VL == 8
      st4(dst + (q + 4) * L, SHUF(v[q], v[q], 4, 5, 6, 7));
#endif
    }
    dst += 4;
    row += 4 * VL;
  }
}
#endif

#endif

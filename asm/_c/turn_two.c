// Two symmetric windows of one middle down the columns of a block, four rows at a
// time, transposed: see turn.c. They share what is read, and the sums of samples
// that are as far from the middle. One chain of sums a row and window is enough:
// there are eight.
#include "turn.h"

typedef struct {
  float *dst, *dst2; // of the wider window, and of the other one
  i64 to;            // from row to row of these
  const float *src;
  i64 pitch;   // from row to row of src
  i64 mid;     // 15, and 15 of the other one; or 11, and 5
  i64 n;       // columns of src: a multiple of VL, at least VL
  i64 rows;    // to be made: a multiple of 4, at least 4
  float w[32]; // weights, the outermost first: mid+1, then the other window's
} turn_two_args;

typedef struct {
  double *dst, *dst2;
  i64 to;
  const double *src;
  i64 pitch;
  i64 n; // columns of src: a multiple of HL, at least HL
  i64 rows;
  double w[9]; // 6 and 3
} wide_turn_two_args;

// With 16 registers only rows from above stay in them: those from below are added
// from memory, again for each row that is made.
#if VL == 8
#define BELOW(r) LD(below + (r) * pitch)
#else
#define BELOW(r) b##r
#endif

#define PIN_(v) ({ PIN(v); })
#define ADD(sum, first, w) (sum = first ? w * x : FMA(w, x, sum), PIN_(sum))
#define ROW(r, pair)                                                           \
  x = pair;                                                                    \
  PIN(x);                                                                      \
  ADD(e##r, j == 0, k);                                                        \
  if (j >= skip) ADD(o##r, j == skip, l)
#define MIDDLE(sum, w, last)                                                   \
  sum##0 = FMA(w, a0, sum##0), sum##1 = FMA(w, a1, sum##1);                    \
  sum##2 = FMA(w, a2, sum##2), sum##3 = FMA(w, last, sum##3)

// mid and mid2 are constants. Rows a0 to a3 from above and b0 to b3 from below meet
// in tap j of four rows.
#define FOUR                                                                   \
  const i64 pitch = p->pitch, skip = mid - mid2;                               \
  const E *w = p->w;                                                           \
  const E *below = above + 2 * mid * pitch;                                    \
  V a0 = LD(above), a1 = LD(above + pitch), a2 = LD(above + 2 * pitch), a3;    \
  V b1 = LD(below + pitch), b2 = LD(below + 2 * pitch), b3 = LD(below + 3 * pitch), b0; \
  (void)b0, (void)b1, (void)b2, (void)b3;                                      \
  above += 3 * pitch;                                                          \
  PTR(above);                                                                  \
  PTR(below);                                                                  \
  V k, l, x, e0, e1, e2, e3, o0, o1, o2, o3;                                   \
  UNROLL for (i64 j = 0; j < mid; j++) {                                       \
    k = w[j] - ZERO;                                                           \
    PIN(k);                                                                    \
    if (j >= skip) {                                                           \
      l = w[mid + 1 + j - skip] - ZERO;                                        \
      PIN(l);                                                                  \
    }                                                                          \
    b0 = LD(below);                                                            \
    ROW(0, a0 + b0);                                                           \
    ROW(1, a1 + BELOW(1));                                                     \
    ROW(2, a2 + BELOW(2));                                                     \
    a3 = LD(above);                                                            \
    PIN(a3);                                                                   \
    ROW(3, a3 + BELOW(3));                                                     \
    above += pitch;                                                            \
    below -= pitch;                                                            \
    PTR(above);                                                                \
    PTR(below);                                                                \
    FENCE;                                                                     \
    a0 = a1, a1 = a2, a2 = a3, b3 = b2, b2 = b1, b1 = b0;                      \
  }                                                                            \
  k = w[mid] - ZERO;                                                           \
  MIDDLE(e, k, LD(above));                                                     \
  l = w[mid + 1 + mid2] - ZERO;                                                \
  MIDDLE(o, l, LD(above));                                                     \
  TURNED(p->dst + to, p->to, e0, e1, e2, e3);                                  \
  TURNED(p->dst2 + to, p->to, o0, o1, o2, o3)

// Columns outside, rows inside: what a vector's columns need stays near.
#define BLOCK(LANES, FOUR_OF)                                                  \
  i64 at = 0;                                                                  \
  ROLL do {                                                                    \
    const E *above = p->src + at;                                              \
    i64 to = at * p->to, left = p->rows;                                       \
    ROLL do {                                                                  \
      FOUR_OF(p, above, to, mid, mid2);                                        \
      above += 4 * p->pitch;                                                   \
      to += 4;                                                                 \
      left -= 4;                                                               \
    } while (left > 0);                                                        \
    at += LANES;                                                               \
  } while (at < p->n)

#define E float
#define V vf
#define LD ld
#define FMA fma_
#define ZERO (vf){0}
#define TURNED turned
INLINE void four(const turn_two_args *p, const float *above, i64 to, i64 mid, i64 mid2) { FOUR; }
INLINE void block(const turn_two_args *p, i64 mid, i64 mid2) { BLOCK(VL, four); }

void SUF(turn_two)(turn_two_args *p) {
  if (p->mid == 15)
    block(p, 15, 15);
  else
    block(p, 11, 5);
}

#undef E
#undef V
#undef LD
#undef FMA
#undef ZERO
#undef TURNED
#define E double
#define V hd
#define LD ldd
#define FMA fmad
#define ZERO (hd){0}
#define TURNED wide_turned
INLINE void wide_four(const wide_turn_two_args *p, const double *above, i64 to, i64 mid, i64 mid2) { FOUR; }
INLINE void wide_block(const wide_turn_two_args *p, i64 mid, i64 mid2) { BLOCK(HL, wide_four); }

void SUF(wide_turn_two)(wide_turn_two_args *p) { wide_block(p, 5, 2); }

// A symmetric filter down the columns of a block, four rows at a time, which
// share all that they read but three rows. What it makes is as it was, added to what
// is there, or transposed: after another filter down the columns, both directions are
// done, and not one load has been across a vector's boundary.
#include "turn.h"

typedef struct {
  float *dst;
  i64 to; // from row to row of dst
  const float *src;
  i64 pitch;      // from row to row of src
  const float *w; // mid+1 weights, the outermost first
  i64 mid;        // 2, 5, 11 or 15
  i64 n;          // columns of src: a multiple of VL, at least VL
  i64 rows;       // to be made: a multiple of 4, at least 4
} turn_args;

typedef struct {
  double *dst;
  i64 to;
  const double *src;
  i64 pitch;
  const double *w;
  i64 mid; // 2 or 5
  i64 n; // columns of src: a multiple of HL, at least HL
  i64 rows;
} wide_turn_args;

// Rows a0, a1, a2 and a3 from above and b0, b1, b2 and b3 from below meet in tap
// j of four rows. There are two chains of sums a row, of even and of odd taps,
// as additions take longer than the other rows keep one waiting. Reading b3
// again, and the order, keep AVX2 within its 16 registers.
#define TAP(j, ADD)                                                            \
  do {                                                                         \
    b0 = LD(below);                                                            \
    PIN(b0);                                                                   \
    k = w[j] - ZERO;                                                           \
    PIN(k);                                                                    \
    x = a0 + b0;                                                               \
    ADD(0);                                                                    \
    a3 = LD(above);                                                            \
    PIN(a3);                                                                   \
    x = a3 + LD(below + 3 * pitch);                                            \
    ADD(3);                                                                    \
    x = a2 + b2;                                                               \
    ADD(2);                                                                    \
    x = a1 + b1;                                                               \
    ADD(1);                                                                    \
    above += pitch;                                                            \
    below -= pitch;                                                            \
    PTR(above);                                                                \
    PTR(below);                                                                \
    a0 = a1, a1 = a2, a2 = a3, b2 = b1, b1 = b0;                               \
  } while (0)

#define PIN_(v) ({ PIN(v); })
#define BEGIN_EVEN(r) (PIN_(x), e##r = k * x, PIN_(e##r))
#define BEGIN_ODD(r) (PIN_(x), o##r = k * x, PIN_(o##r))
#define EVEN(r) (PIN_(x), e##r = FMA(k, x, e##r), PIN_(e##r))
#define ODD(r) (PIN_(x), o##r = FMA(k, x, o##r), PIN_(o##r))

#define LAST(C, A0, A1, A2, A3)                                                \
  C##0 = FMA(k, A0, C##0), C##1 = FMA(k, A1, C##1), C##2 = FMA(k, A2, C##2);   \
  C##3 = FMA(k, A3, C##3)
enum { DOWN, TURN, ADD };

#define PUT(how)                                                               \
  if (how == TURN)                                                             \
    TURNED(dst, p->to, e0 + o0, e1 + o1, e2 + o2, e3 + o3);                    \
  else if (how == ADD)                                                         \
    ADDED(dst, p->to, e0 + o0, e1 + o1, e2 + o2, e3 + o3);                     \
  else                                                                         \
    AS_IS(dst, p->to, e0 + o0, e1 + o1, e2 + o2, e3 + o3)

// mid is a constant.
#define FOUR                                                                   \
  const i64 pitch = p->pitch;                                                  \
  const E *w = p->w;                                                           \
  const E *below = above + 2 * mid * pitch;                                    \
  V a0 = LD(above), a1 = LD(above + pitch), a2 = LD(above + 2 * pitch), a3;    \
  V b0, b1 = LD(below + pitch), b2 = LD(below + 2 * pitch);                    \
  above += 3 * pitch;                                                          \
  PTR(above);                                                                  \
  PTR(below);                                                                  \
  V k, x, e0, e1, e2, e3, o0, o1, o2, o3;                                      \
  TAP(0, BEGIN_EVEN);                                                          \
  TAP(1, BEGIN_ODD);                                                           \
  UNROLL for (i64 j = 2; j < mid; j++) {                                       \
    if (j & 1)                                                                 \
      TAP(j, ODD);                                                             \
    else                                                                       \
      TAP(j, EVEN);                                                            \
  }                                                                            \
  k = w[mid] - ZERO;                                                           \
  if (mid & 1) {                                                               \
    LAST(o, a0, a1, a2, LD(above));                                            \
  } else {                                                                     \
    LAST(e, a0, a1, a2, LD(above));                                            \
  }                                                                            \
  PUT(how)

// Columns outside, rows inside: what a vector's columns need stays near.
#define BLOCK(LANES, FOUR_OF)                                                  \
  i64 at = 0;                                                                  \
  ROLL do {                                                                    \
    const E *above = p->src + at;                                              \
    E *dst = how == TURN ? p->dst + at * p->to : p->dst + at;                  \
    i64 left = p->rows;                                                        \
    ROLL do {                                                                  \
      FOUR_OF(p, above, dst, mid, how);                                        \
      above += 4 * p->pitch;                                                   \
      dst += how == TURN ? 4 : 4 * p->to;                                      \
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
#define AS_IS as_is
#define ADDED added
INLINE void four(const turn_args *p, const float *above, float *dst, i64 mid, int how) { FOUR; }
INLINE void block(const turn_args *p, i64 mid, int how) { BLOCK(VL, four); }

INLINE void all(const turn_args *p, int how) {
  if (p->mid == 15)
    block(p, 15, how);
  else if (p->mid == 11)
    block(p, 11, how);
  else if (p->mid == 5)
    block(p, 5, how);
  else
    block(p, 2, how);
}

void SUF(turn)(turn_args *p) { all(p, TURN); }

// args: turnArgs
void SUF(down)(turn_args *p) { all(p, DOWN); }

// args: turnArgs
void SUF(down_add)(turn_args *p) { all(p, ADD); }

#undef E
#undef V
#undef LD
#undef FMA
#undef ZERO
#undef TURNED
#undef AS_IS
#undef ADDED
#define E double
#define V hd
#define LD ldd
#define FMA fmad
#define ZERO (hd){0}
#define TURNED wide_turned
#define AS_IS wide_as_is
#define ADDED wide_as_is // nobody asks for that
INLINE void wide_four(const wide_turn_args *p, const double *above, double *dst, i64 mid, int how) { FOUR; }
INLINE void wide_block(const wide_turn_args *p, i64 mid, int how) { BLOCK(HL, wide_four); }

INLINE void wide_all(const wide_turn_args *p, int how) {
  if (p->mid == 5)
    wide_block(p, 5, how);
  else
    wide_block(p, 2, how);
}

void SUF(wide_turn)(wide_turn_args *p) { wide_all(p, TURN); }

// args: wideTurnArgs
void SUF(wide_down)(wide_turn_args *p) { wide_all(p, DOWN); }

// Differences of two rows: their sums by class of columns, or sample by sample.
#include "isa.h"

// Half a vector of floats and the doubles that these become.
#define HL (VL / 2)
typedef float hf __attribute__((vector_size(HL * 4)));
typedef float hfu __attribute__((vector_size(HL * 4), aligned(4), may_alias));
typedef double hd __attribute__((vector_size(HL * 8)));
typedef double hdu __attribute__((vector_size(HL * 8), aligned(8), may_alias));
typedef i64 hl __attribute__((vector_size(HL * 8)));
typedef int vi __attribute__((vector_size(VL * 4)));

INLINE hf ldh(const float *p) { return *(const hfu *)p; }
INLINE hd widen(hf v) { return __builtin_convertvector(v, hd); }
INLINE hd ldd(const double *p) { return *(const hdu *)p; }
INLINE void std(double *p, hd v) { *(hdu *)p = v; }

// a*b + c, rounded once
#if VL == 16
INLINE hd fmad(hd a, hd b, hd c) { return __builtin_ia32_vfmaddpd512_mask(a, b, c, (unsigned char)-1, 4); }
#elif VL == 8
INLINE hd fmad(hd a, hd b, hd c) { return __builtin_ia32_vfmaddpd256(a, b, c); }
#else
INLINE hd fmad(hd a, hd b, hd c) { return vfmaq_f64(c, a, b); }
#endif

#define CLASSES 16
// NEON has registers for half of the sums: it goes over the row twice.
#define TURNS (VL == 4 ? 2 : 1)
#define ND (CLASSES / HL / TURNS)

typedef struct {
  double *sums;      // |x-y|, (x-y)^2 and x+y: CLASSES of each
  const float *x, *y;
  i64 n;             // columns: a multiple of CLASSES, at least CLASSES
  i64 magnitude;     // all bits of a double but the sign
  double one;
} diff_sums_args;

// Squares of floats are exact in double, and so are products by one: all three
// sums are rounded as if added. Additions of doubles as multiply-adds leave the
// adders, which are other units on some processors, to the floats.
//
// The sums of ND*HL classes, from the first of which sums, x and y begin.
INLINE void turn(double *sums, const float *x, const float *y, i64 n, hl magnitude, hd one) {
  hd abs[ND], sq[ND], sum[ND];
  UNROLL for (int j = 0; j < ND; j++) {
    abs[j] = ldd(sums + j * HL);
    sq[j] = ldd(sums + CLASSES + j * HL);
    sum[j] = ldd(sums + 2 * CLASSES + j * HL);
  }
  ROLL do {
    UNROLL for (int j = 0; j < ND; j++) {
      hf a = ldh(x + j * HL);
      hd d = widen(a - ldh(y + j * HL));
      sq[j] = fmad(d, d, sq[j]);
      PIN(sq[j]);
      abs[j] = fmad((hd)((hl)d & magnitude), one, abs[j]);
      PIN(abs[j]);
      FENCE; // y is read twice: AVX2 has no register left
      sum[j] = fmad(widen(a + ldh(y + j * HL)), one, sum[j]);
      PIN(sum[j]);
    }
    x += CLASSES;
    y += CLASSES;
    n -= CLASSES;
  } while (n > 0);
  UNROLL for (int j = 0; j < ND; j++) {
    std(sums + j * HL, abs[j]);
    std(sums + CLASSES + j * HL, sq[j]);
    std(sums + 2 * CLASSES + j * HL, sum[j]);
  }
}

void SUF(diff_sums)(diff_sums_args *p) {
  const hl magnitude = p->magnitude - (hl){0};
  const hd one = p->one - (hd){0};
  UNROLL for (int t = 0; t < TURNS; t++) {
    const int c = t * ND * HL;
    turn(p->sums + c, p->x + c, p->y + c, p->n, magnitude, one);
  }
}

typedef struct {
  float *dst;
  const float *x, *y;
  i64 n;          // columns: a multiple of VL, at least VL
  float peak;
  int magnitude;  // all bits of a float but the sign
} point_diff_args;

// args: pointDiffArgs
void SUF(abs_diff)(point_diff_args *p) {
  float *dst = p->dst;
  const float *x = p->x, *y = p->y;
  const vf peak = bc(p->peak);
  const vi magnitude = p->magnitude - (vi){0};
  i64 n = p->n;
  ROLL do {
    st(dst, (vf)((vi)(ld(x) - ld(y)) & magnitude) / peak);
    dst += VL;
    x += VL;
    y += VL;
    n -= VL;
  } while (n > 0);
}

// args: pointDiffArgs
void SUF(square_diff)(point_diff_args *p) {
  float *dst = p->dst;
  const float *x = p->x, *y = p->y;
  const vf peak = bc(p->peak);
  i64 n = p->n;
  ROLL do {
    vf d = (ld(x) - ld(y)) / peak;
    st(dst, d * d);
    dst += VL;
    x += VL;
    y += VL;
    n -= VL;
  } while (n > 0);
}

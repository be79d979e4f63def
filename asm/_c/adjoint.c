// The gradient of SSIM from the band that ssim_grad.c leaves: rows of a, b and c,
// filtered across and in lane order.
//
//   each four rows: s = x+y-2m and d = x-y in lane order
//     a, b and c filtered down: 14 rows of the band
//     dst = (a + s*b - d*c)*k, to column order
//
// The band is as long as the call needs, so that the 14 rows are at constant
// distances.
#include "fir11.h"
#include "lanes.h"

typedef struct {
  const float *band;      // its first row, 3 x T
  i64 bandoff;            // floats from there to the first of the next 14
  const float *x, *y;     // first sample
  i64 xoff, yoff;         // floats from there to the next four rows, 128 columns
  i64 xstride, ystride;   // floats from row to row
  float *dst;             // first sample of the gradient
  i64 dstoff, dststride;  // the same
  i64 turns;              // turns of four rows to make
  float *scratch;         // 2176 floats
  float w[6];             // half the window, outermost tap first
  float centre2, k;
} adjoint_args;

#define FIELDS (2 * T) // floats of a row of s and d

INLINE void fields(const adjoint_args *p, float *o, const float *x, const float *y) {
  ROLL for (i64 j = 0; j < L; j += 4) {
    vf s[4], d[4];
    in_lanes(x + j, y + j, bc(p->centre2), s, d);
    UNROLL for (int q = 0; q < 4; q++) {
      st(o + (j + q) * VL, s[q]);
      st(o + T + (j + q) * VL, d[q]);
    }
  }
}

#define ROW(k, f) ld(b + ((k) * 3 + (f)) * T)
#define A(k) ROW(k, 0)
#define B(k) ROW(k, 1)
#define C(k) ROW(k, 2)
#define SUM(r) (aside + (r) * VL)
#define FIELD_S(r) (o + (r) * FIELDS)
#define FIELD_D(r) (o + (r) * FIELDS + T)

// Rows of dst jump a page from strip to strip, as those of x and y do, which are
// near already. Each of L steps asks for a part of the lines of four rows: where it
// were all of them at once, the core would wait for some.
#define SHARE (L / 8) // steps for a line of each row
INLINE void prefetch(const char *dst, i64 stride, unsigned long step) {
  dst += step / SHARE * 64 + step % SHARE * (4 / SHARE) * stride;
  UNROLL for (int r = 0; r < 4 / SHARE; r++) __builtin_prefetch(dst + r * stride, 0, 2);
}

// Four rows of the gradient, in lane order, take the place of s.
INLINE void down(adjoint_args *p) {
  WEIGHTS;
  const float *b = p->band + p->bandoff;
  float *o = p->scratch, *aside = o + 4 * FIELDS;
  const i64 stride = p->dststride * 4;
  const char *dst = (const char *)(p->dst + p->dstoff) + 4 * stride;
  i64 n = 0;
  ROLL do {
    prefetch(dst, stride, n);
    FIR4_THEN(A, st(SUM(0), o0_); st(SUM(1), o1_); st(SUM(2), o2_); st(SUM(3), o3_));
#define STEP(r, v) st(FIELD_S(r), fma_(ld(FIELD_S(r)), v, ld(SUM(r))))
    FIR4_THEN(B, STEP(0, o0_); STEP(1, o1_); STEP(2, o2_); STEP(3, o3_));
#undef STEP
#define STEP(r, v) st(FIELD_S(r), fma_(-ld(FIELD_D(r)), v, ld(FIELD_S(r))) * bc(p->k))
    FIR4_THEN(C, STEP(0, o0_); STEP(1, o1_); STEP(2, o2_); STEP(3, o3_));
    o += VL;
    b += VL;
  } while (++n < L);
}

void SUF(adjoint)(adjoint_args *p) {
  ROLL do {
    const float *x = p->x + p->xoff, *y = p->y + p->yoff;
    float *o = p->scratch, *dst = p->dst + p->dstoff;
    ROLL for (int r = 0; r < 4; r++) {
      fields(p, o, x, y);
      FENCE;
      x += p->xstride;
      y += p->ystride;
      o += FIELDS;
    }
    p->xoff += 4 * p->xstride;
    p->yoff += 4 * p->ystride;
    down(p);
    FENCE;
    p->bandoff += 4 * 3 * T;
    o = p->scratch;
    ROLL for (int r = 0; r < 4; r++) {
      scatter(dst, o);
      FENCE;
      o += FIELDS;
      dst += p->dststride;
    }
    p->dstoff += 4 * p->dststride;
  } while (--p->turns > 0);
}

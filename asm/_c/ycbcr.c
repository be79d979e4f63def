// From Y'CbCr of 8 bits to R'G'B' of 8 bits, in fixed point.
#include "bytes.h"

typedef struct {
  float *r, *g, *b;
  const u8 *y, *cb, *cr;
  i64 n;                 // pixels: a multiple of 16, at least 16
  int unit, half, white; // 0x10101, the chroma of gray, the largest sample
  int rv, gu, gv, bu;    // how much of a channel is u = cb-half, v = cr-half
} ycbcr_args;

typedef u8 part __attribute__((vector_size(VL), aligned(1), may_alias));

// Part k of 16 bytes, each in a lane.
INLINE vi lanes(b16 v, int k) {
#if VL == 16
  return __builtin_convertvector(v, vi);
#elif VL == 8
  q2 q = (q2)v;
  b16 w = (b16)(k ? SHUF(q, q, 1, 1) : q);
  return __builtin_convertvector(SHUF(w, w, 0, 1, 2, 3, 4, 5, 6, 7), vi);
#else
  uint16x8_t w = k < 2 ? vmovl_u8(vget_low_u8(v)) : vmovl_high_u8(v);
  return (vi)(k & 1 ? vmovl_high_u16(w) : vmovl_u16(vget_low_u16(w)));
#endif
}

// v in 0 to white.
INLINE vf clamp(vi v, vi white) {
  v = __builtin_elementwise_max(v, (vi){0});
  return __builtin_convertvector(__builtin_elementwise_min(v, white), vf);
}

// 16 pixels.
INLINE void rgb(const ycbcr_args *p, i64 i, b16 y, b16 cb, b16 cr) {
  UNROLL for (int k = 0; k < 16 / VL; k++) {
    vi l = lanes(y, k) * bci(p->unit);
    vi u = lanes(cb, k) - bci(p->half), v = lanes(cr, k) - bci(p->half);
    vi white = bci(p->white);
    st(p->r + i + k * VL, clamp((l + v * bci(p->rv)) >> 16, white));
    st(p->g + i + k * VL, clamp((l - u * bci(p->gu) - v * bci(p->gv)) >> 16, white));
    st(p->b + i + k * VL, clamp((l + u * bci(p->bu)) >> 16, white));
  }
}

// A column of chroma for each of luma.
void SUF(ycbcr)(ycbcr_args *p) {
  const ycbcr_args a = *p;
  i64 i = 0;
  ROLL do {
    rgb(&a, i, ld16(a.y + i), ld16(a.cb + i), ld16(a.cr + i));
    i += 16;
  } while (i < a.n);
}

// 8 bytes, each twice.
INLINE b16 twice(const u8 *p) {
  typedef u8 b8 __attribute__((vector_size(8), aligned(1), may_alias));
  b8 v = *(const b8 *)p;
  return SHUF(v, v, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
}

// A column of chroma for each two of luma.
// args: ycbcrArgs
void SUF(ycbcr_half)(ycbcr_args *p) {
  const ycbcr_args a = *p;
  i64 i = 0;
  ROLL do {
    rgb(&a, i, ld16(a.y + i), twice(a.cb + i / 2), twice(a.cr + i / 2));
    i += 16;
  } while (i < a.n);
}

typedef struct {
  float *r, *g, *b;
  const u8 *y, *cb, *cr;
  i64 n;                   // pixels: a multiple of VL, at least VL
  int white, yy;           // the largest sample; the weight of y
  int rv, gu, gv, bu;      // weights of cb and cr
  int rless, gmore, bless; // what black and gray add to that
} video_args;

INLINE vi widen(const u8 *p) { return __builtin_convertvector(*(const part *)p, vi); }

// Luma and chroma of the range of video: each product is rounded down to 6
// bits of fraction.
void SUF(video)(video_args *p) {
  const video_args a = *p;
  i64 i = 0;
  ROLL do {
    vi l = widen(a.y + i) * bci(a.yy) >> 8;
    vi u = widen(a.cb + i), v = widen(a.cr + i);
    vi white = bci(a.white);
    vi red = l + (v * bci(a.rv) >> 8) - bci(a.rless);
    vi green = l - (u * bci(a.gu) >> 8) - (v * bci(a.gv) >> 8) + bci(a.gmore);
    vi blue = l + (u * bci(a.bu) >> 8) - bci(a.bless);
    st(a.r + i, clamp(red >> 6, white));
    st(a.g + i, clamp(green >> 6, white));
    st(a.b + i, clamp(blue >> 6, white));
    i += VL;
  } while (i < a.n);
}

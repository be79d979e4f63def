// From bytes in memory to samples, where every lane gets the bytes of one, and back.
#include "bytes.h"

typedef struct {
  float *dst;
  const u8 *src;
  i64 n; // samples: a multiple of VL, at least VL
} gray8_args;

void SUF(gray8)(gray8_args *p) {
  float *dst = p->dst;
  const u8 *src = p->src;
  i64 n = p->n;
  ROLL do {
    st(dst, ld8(src));
    dst += VL;
    src += VL;
    n -= VL;
  } while (n > 0);
}

typedef struct {
  float *dst;
  const u8 *src;
  i64 n;          // samples: a multiple of VL, at least VL
  const u8 *swap; // 16 bytes: the lower two of each lane swapped
} gray16_args;

void SUF(gray16)(gray16_args *p) {
  typedef unsigned short part __attribute__((vector_size(2 * VL), aligned(1), may_alias));
  float *dst = p->dst;
  const u8 *src = p->src;
  const vb swap = every16(ld16(p->swap));
  i64 n = p->n;
  ROLL do {
    vi little = __builtin_convertvector(*(const part *)src, vi);
    st(dst, floats(lookup((vb)little, swap)));
    dst += VL;
    src += 2 * VL;
    n -= VL;
  } while (n > 0);
}

typedef struct {
  float *dst;
  const u8 *src;
  i64 n, stride;  // samples, as above; bytes from one to the next
  const u8 *pick; // 16 bytes a load: where the bytes of its lanes are
} channel_args;

// Four samples a load of 16 bytes: a stride of at most 4.
// args: channelArgs
void SUF(channel)(channel_args *p) {
  float *dst = p->dst;
  const u8 *src = p->src;
  const i64 step = 4 * p->stride, all = VL * p->stride;
  const vb pick = every16(ld16(p->pick));
  i64 n = p->n;
  ROLL do {
    st(dst, floats(lookup(ldsteps(src, step), pick)));
    dst += VL;
    src += all;
    n -= VL;
  } while (n > 0);
}

// Two samples a load: a stride of at most 8.
// args: channelArgs
void SUF(channel_wide)(channel_args *p) {
  float *dst = p->dst;
  const u8 *src = p->src;
  const i64 step = 4 * p->stride, all = VL * p->stride;
  const u8 *src2 = src + 2 * p->stride;
  const vb pick = every16(ld16(p->pick)), pick2 = every16(ld16(p->pick + 16));
  i64 n = p->n;
  ROLL do {
    vb first = lookup(ldsteps(src, step), pick);
    st(dst, floats(first | lookup(ldsteps(src2, step), pick2)));
    dst += VL;
    src += all;
    src2 += all;
    n -= VL;
  } while (n > 0);
}

typedef struct {
  float *r, *g, *b;
  const u8 *src;
  i64 n, stride;  // pixels: a multiple of VL, at least VL; bytes, at most 4
  const u8 *pick; // 16 bytes a channel: where the bytes of its lanes are
} rgb8_args;

void SUF(rgb8)(rgb8_args *p) {
  float *r = p->r, *g = p->g, *b = p->b;
  const u8 *src = p->src;
  const i64 step = 4 * p->stride, all = VL * p->stride;
  const vb red = every16(ld16(p->pick));
  const vb green = every16(ld16(p->pick + 16));
  const vb blue = every16(ld16(p->pick + 32));
  i64 n = p->n;
  ROLL do {
    vb v = ldsteps(src, step);
    st(r, floats(lookup(v, red)));
    st(g, floats(lookup(v, green)));
    st(b, floats(lookup(v, blue)));
    r += VL;
    g += VL;
    b += VL;
    src += all;
    n -= VL;
  } while (n > 0);
}

// Lanes as integers, towards zero, of samples below 2^31; more than peak is peak.
// What is no number becomes 0 or less.
INLINE vi integers(vf v, vf peak) {
#if VL == 16
  typedef int v16 __attribute__((vector_size(64)));
  v = __builtin_ia32_minps512(peak, v, 4);
  return (vi)(v16)__builtin_ia32_cvttps2dq512_mask(v, (v16){0}, (unsigned short)-1, 4);
#elif VL == 8
  return __builtin_ia32_cvttps2dq256(__builtin_ia32_minps256(peak, v));
#else
  return vcvtq_s32_f32(v); // has limits of its own
#endif
}

// The 32-bit integers of four vectors as bytes, 0 for less and 255 for more: each 16
// bytes become those of the same 16 of a, b, c and d.
INLINE vb narrowed(vi a, vi b, vi c, vi d) {
#if VL == 16
  typedef short v32 __attribute__((vector_size(64)));
  v32 low = __builtin_ia32_packssdw512(a, b), high = __builtin_ia32_packssdw512(c, d);
  return (vb)__builtin_ia32_packuswb512(low, high);
#elif VL == 8
  typedef short v16 __attribute__((vector_size(32)));
  v16 low = __builtin_ia32_packssdw256(a, b), high = __builtin_ia32_packssdw256(c, d);
  return (vb)__builtin_ia32_packuswb256(low, high);
#else
  int16x8_t low = vqmovn_high_s32(vqmovn_s32(a), b);
  return vqmovun_high_s16(vqmovun_s16(low), vqmovn_high_s32(vqmovn_s32(c), d));
#endif
}

typedef struct {
  u8 *dst;
  const float *src;
  i64 n;      // samples: a multiple of 4*VL, at least 4*VL
  float peak; // 255
} narrow_args;

// 16 samples at 16 bytes of each vector: packing leaves them in order.
void SUF(narrow)(narrow_args *p) {
  const vf peak = bc(p->peak);
  u8 *dst = p->dst;
  const u8 *src = (const u8 *)p->src;
  i64 n = p->n;
  ROLL do {
    vi v[4];
    UNROLL for (int k = 0; k < 4; k++) v[k] = integers((vf)ldsteps(src + 16 * k, 64), peak);
    *(vbu *)dst = narrowed(v[0], v[1], v[2], v[3]);
    dst += 4 * VL;
    src += 16 * VL;
    n -= 4 * VL;
  } while (n > 0);
}

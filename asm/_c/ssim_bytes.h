// Samples that are bytes. They come into lane order in pairs, before they become
// floats: half as many shuffles as of floats. Their sums and differences are made as
// integers, two columns at once. See ssim_row.h.
#ifndef SSIM_BYTES_H
#define SSIM_BYTES_H

// The low, and the high ones of each 16 bytes of a and b, interleaved.
#if VL == 4
#define LOW(a, b) vzip1q_u8(a, b)
#define HIGH(a, b) vzip2q_u8(a, b)
#else
#define LOW(a, b) SHUF(a, b, 0, 32, 1, 33, 2, 34, 3, 35, 4, 36, 5, 37, 6, 38, 7, 39, \
                       16, 48, 17, 49, 18, 50, 19, 51, 20, 52, 21, 53, 22, 54, 23, 55)
#define HIGH(a, b) SHUF(a, b, 8, 40, 9, 41, 10, 42, 11, 43, 12, 44, 13, 45, 14, 46, 15, 47, \
                        24, 56, 25, 57, 26, 58, 27, 59, 28, 60, 29, 61, 30, 62, 31, 63)
#endif

#if VL == 16
// The eight columns of each chunk, two a vector, x before y. Of 32 bytes, low and high
// ones are those of chunks in the order that lanes.h names.
INLINE void twos(const u8 *x, const u8 *y, vi *v) {
  typedef u8 b32 __attribute__((vector_size(32)));
  typedef b32 b32u __attribute__((aligned(1), may_alias));
  typedef i64 q4 __attribute__((vector_size(32)));
  UNROLL for (int t = 0; t < 4; t++) {
    b32 a = *(const b32u *)(x + 4 * t * L), b = *(const b32u *)(y + 4 * t * L);
    v[t] = (vi)SHUF((q4)LOW(a, b), (q4)HIGH(a, b), 0, 1, 2, 3, 4, 5, 6, 7);
  }
  transpose4((vf *)v);
}
#else
// Sixteen columns of each chunk from x and y on, two a vector, x before y.
INLINE void twos(const u8 *x, const u8 *y, vi *v) {
  UNROLL for (int q = 0; q < 4; q++) {
    vb a = ldsteps(x + q * L, 4 * L), b = ldsteps(y + q * L, 4 * L);
    v[q] = (vi)LOW(a, b);
    v[q + 4] = (vi)HIGH(a, b);
  }
  transpose4((vf *)v);
  transpose4((vf *)v + 4);
}
#endif

// x-y of two columns, and the first of two.
#if VL == 16
INLINE vs diff2(vi v, vi signs) { return pair_sums((vb)v, (vb)signs); }
INLINE vi even(vs v, vi first) { return (vi)__builtin_ia32_pmaddwd512(v, (vs)first); }
#elif VL == 8
INLINE vs diff2(vi v, vi signs) { return pair_sums((vb)v, (vb)signs); }
INLINE vi even(vs v, vi first) { return (vi)__builtin_ia32_pmaddwd256(v, (vs)first); }
#else
INLINE vs diff2(vi v, vi signs) { // twice x less the sum
  typedef unsigned short vus __attribute__((vector_size(16)));
  vus x = (vus)vshlq_n_u16((vus)v, 8);
  return (vs)((vus)vshrq_n_u16(x, 7) - (vus)vpaddlq_u8((vb)v));
}
INLINE vi even(vs v, vi first) { return (vi)v << 16 >> 16; }
#endif
INLINE vs sum2(vi v, vi ones) { return pair_sums((vb)v, (vb)ones); }

// The first and the second of two columns.
INLINE void each(vs v, vi first, vf *o) {
  o[0] = __builtin_convertvector(even(v, first), vf);
  o[1] = __builtin_convertvector((vi)v >> 16, vf);
}

#if VL == 16
// The columns behind the strip, which alone may be read there.
INLINE vf behind(const u8 *p, k16 some) {
  typedef char c16 __attribute__((vector_size(16)));
  typedef u8 u16 __attribute__((vector_size(16)));
  u16 b = (u16)__builtin_ia32_loaddquqi128_mask((const c16 *)(p + T), (c16){0}, some);
  return __builtin_convertvector(__builtin_convertvector(b, vi), vf);
}

#define BRING_NEXT \
  do { \
    vi n[4]; \
    twos(x, y, n); \
    put4(ahead, (const vf *)n); \
  } while (0)

// Here shuffles are few: those of the next row are made while d is filtered.
INLINE void row(ssim_args *p) {
  prefetch_halo(p);
  const u8 *x = p->x + p->xoff, *y = p->y + p->yoff;
  const char *later_x = later(x, p->xstride), *later_y = later(y, p->ystride);
  float *o = p->ring + p->slot * SLOT, *ahead = p->ahead;
  vf v[NH];
  const k16 some = opaque((1 << HALO) - 1);
  if (p->need == ROWS) BRING_NEXT; // the first one
  {
    const vf m = bc(p->centre2);
    const vi ones = bci(p->ones), first = bci(p->first);
    UNROLL for (int k = 0; k < L; k += 2) {
      each(sum2((vi)ld(ahead + k / 2 * VL), ones), first, v + k);
      v[k] -= m;
      v[k + 1] -= m;
    }
    neighbours(p, v, (behind(x, some) + behind(y, some)) - m);
    FENCE;
  }
  WEIGHTS;
  LINE(0);
  ACROSS(o);
  square(v);
  ACROSS(o + 2 * T);
  {
    const vi signs = bci(p->signs), first = bci(p->first);
    UNROLL for (int k = 0; k < L; k += 2) each(diff2((vi)ld(ahead + k / 2 * VL), signs), first, v + k);
    neighbours(p, v, behind(x, some) - behind(y, some));
    FENCE;
  }
  next(p);
  x = p->x + p->xoff;
  y = p->y + p->yoff;
  LINE(1);
  FIR4(NEAR, o + T);
  BRING_NEXT;
  FIR4(FAR, o + T + 4 * VL);
  square(v);
  ACROSS(o + 3 * T);
}
#else
INLINE void put2(float *o, const vf *v) {
  st(o, v[0]);
  st(o + VL, v[1]);
}

// Four fields of the strip's columns.
INLINE void columns(const ssim_args *p, float *o) {
  const u8 *x = p->x + p->xoff, *y = p->y + p->yoff;
  const vi ones = bci(p->ones), signs = bci(p->signs), first = bci(p->first);
  const vf m = bc(p->centre2);
  ROLL for (i64 j = 0; j < L; j += 16) {
    vi v[8];
    twos(x + j, y + j, v);
    UNROLL for (int k = 0; k < 8; k++) {
      vf s[2], d[2];
      each(sum2(v[k], ones), first, s);
      each(diff2(v[k], signs), first, d);
      UNROLL for (int q = 0; q < 2; q++) s[q] -= m;
      put2(o, s);
      put2(o + FIELD(1), d);
      UNROLL for (int q = 0; q < 2; q++) s[q] *= s[q], d[q] *= d[q];
      put2(o + FIELD(2), s);
      put2(o + FIELD(3), d);
      FENCE;
      o += 2 * VL;
    }
  }
}

INLINE v4 samples4(const u8 *p) {
  typedef u8 u4 __attribute__((vector_size(4), aligned(1), may_alias));
  typedef int i4 __attribute__((vector_size(16)));
  return __builtin_convertvector(__builtin_convertvector(*(const u4 *)p, i4), v4);
}

// s and d of the columns behind them.
INLINE void behind(const ssim_args *p, float *halo) {
  const u8 *x = p->x + p->xoff + T, *y = p->y + p->yoff + T;
  const v4 m = p->centre2 - (v4){0};
  UNROLL for (int k = 0; k < 3; k++) {
    int c = k < 2 ? 4 * k : HALO - 4;
    v4 a = samples4(x + c), b = samples4(y + c);
    st4(halo + c, (a + b) - m);
    st4(halo + HALF_HALO + c, a - b);
  }
}
#endif

#endif

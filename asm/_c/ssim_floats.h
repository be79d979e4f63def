// Samples that are floats. See ssim_row.h.
#ifndef SSIM_FLOATS_H
#define SSIM_FLOATS_H

#if VL == 16
// What brings samples into lane order are shuffles, for which Intel has one port of
// two, and at its end a row would wait for them. So d is made while s is filtered,
// and s of the next row while d is.

// The columns behind the strip, which alone may be read there.
INLINE vf behind(const float *p, k16 some) {
  return __builtin_ia32_loadups512_mask(p + T, (vf){0}, some);
}

// Half of d.
INLINE void put_d(float *o, const float *x, const float *y, k16 k) {
  vf d[4];
  differences(x, y, k, d);
  put4(o, d);
}

// Half of s.
INLINE void put_s(float *o, const float *x, const float *y, vf m, k16 k) {
  vf s[4];
  sums(x, y, m, k, s);
  put4(o, s);
}

#define NEXT_S(half) put_s(ahead + 4 * VL * half, x + 4 * half, y + 4 * half, m, k)
#define NEXT_S_HALO st(ahead + T, (behind(x, some) + behind(y, some)) - m)

INLINE void row(ssim_args *p) {
  prefetch_halo(p);
  const float *x = p->x + p->xoff, *y = p->y + p->yoff;
  const char *later_x = later(x, p->xstride), *later_y = later(y, p->ystride);
  float *o = p->ring + p->slot * SLOT, *scratch = p->scratch, *ahead = p->ahead;
  vf v[NH];
  const k16 k = opaque(0xf0f0), some = opaque((1 << HALO) - 1);
  if (p->need == ROWS) { // the first one
    const vf m = bc(p->centre2);
    NEXT_S(0);
    NEXT_S(1);
    NEXT_S_HALO;
    FENCE;
  }
  UNROLL for (int j = 0; j < L; j++) v[j] = ld(ahead + j * VL);
  neighbours(p, v, ld(ahead + T));
  FENCE;
  WEIGHTS;
  LINE(0);
  FIR4(NEAR, o);
  put_d(scratch, x, y, k);
  LINE(1);
  FIR4(FAR, o + 4 * VL);
  put_d(scratch + 4 * VL, x + 4, y + 4, k);
  square(v);
  LINE(2);
  FIR4(NEAR, o + 2 * T);
  LINE(3);
  FIR4(FAR, o + 2 * T + 4 * VL);
  UNROLL for (int j = 0; j < L; j++) v[j] = ld(scratch + j * VL);
  neighbours(p, v, behind(x, some) - behind(y, some));
  next(p);
  x = p->x + p->xoff;
  y = p->y + p->yoff;
  const vf m = bc(p->centre2);
  LINE(4);
  FIR4(NEAR, o + T);
  NEXT_S(0);
  LINE(5);
  FIR4(FAR, o + T + 4 * VL);
  NEXT_S(1);
  NEXT_S_HALO;
  FENCE;
  square(v);
  LINE(6);
  FIR4(NEAR, o + 3 * T);
  LINE(7);
  FIR4(FAR, o + 3 * T + 4 * VL);
}
#else
// Four fields of the strip's columns.
INLINE void columns(const ssim_args *p, float *o) {
  const float *x = p->x + p->xoff, *y = p->y + p->yoff;
  const vf m = bc(p->centre2);
  ROLL for (i64 j = 0; j < L; j += 4) {
    vf s[4], d[4];
    in_lanes(x + j, y + j, m, s, d);
    put4(o, s);
    put4(o + FIELD(1), d);
    UNROLL for (int q = 0; q < 4; q++) s[q] = s[q] * s[q], d[q] = d[q] * d[q];
    put4(o + FIELD(2), s);
    put4(o + FIELD(3), d);
    o += 4 * VL;
  }
}

// s and d of the columns behind them.
INLINE void behind(const ssim_args *p, float *halo) {
  const float *x = p->x + p->xoff + T, *y = p->y + p->yoff + T;
  const v4 m = p->centre2 - (v4){0};
  UNROLL for (int k = 0; k < 3; k++) {
    int c = k < 2 ? 4 * k : HALO - 4;
    v4 a = ld4(x + c), b = ld4(y + c);
    st4(halo + c, (a + b) - m);
    st4(halo + HALF_HALO + c, a - b);
  }
}
#endif

#endif

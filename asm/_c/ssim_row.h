// An input row of SSIM, across into the ring: what does not depend on what samples
// are. See ssim.h.
#ifndef SSIM_ROW_H
#define SSIM_ROW_H

INLINE void put4(float *o, const vf *v) {
  UNROLL for (int j = 0; j < 4; j++) st(o + j * VL, v[j]);
  FENCE;
}

#if VL == 16
// 32 registers: a field of the row, with its halo, stays in 18 of them.
#define NEAR(k) v[k]
#define FAR(k) v[4 + (k)]
#define ACROSS(o) do { FIR4(NEAR, o); FIR4(FAR, (o) + 4 * VL); } while (0)

// The halo of a field: its last columns are the first of next.
INLINE void neighbours(const ssim_args *p, vf *v, vf next) {
  UNROLL for (int j = 0; j < HALO; j++) v[L + j] = moved(v[j], next, p->neighbour + j * VL);
}

INLINE void square(vf *v) {
  UNROLL for (int j = 0; j < NH; j++) v[j] = v[j] * v[j];
}

#define LINE(k) \
  __builtin_prefetch(later_x + 64 * (k), 0, 2); \
  __builtin_prefetch(later_y + 64 * (k), 0, 2)
#else
// What belongs to one field is stored together: a core can write half lines that
// follow each other at once.

#define FIELD(f) ((f) * NH * VL)
INLINE void put(float *o, vf s, vf d) {
  st(o, s);
  st(o + FIELD(1), d);
  st(o + FIELD(2), s * s);
  st(o + FIELD(3), d * d);
}

#define HALF_HALO 16 // where d begins in a halo
#endif

#ifdef BYTES
#include "ssim_bytes.h"
#else
#include "ssim_floats.h"
#endif

#if VL != 16
// The four fields go to scratch memory, halo and all, and are filtered there.
INLINE void fields(ssim_args *p) {
  float *scratch = p->scratch, *halo = scratch + FIELD(4);
  columns(p, scratch);
  behind(p, halo);
  FENCE;
  ROLL for (i64 j = 0; j < HALO; j++) {
    float *o = scratch + j * VL;
    vf s = moved(ld(o), bc(halo[j])), d = moved(ld(o + FIELD(1)), bc(halo[HALF_HALO + j]));
    put(o + L * VL, s, d);
    FENCE; // where L is 8, vectors 8 and 9 are read again
  }
}

INLINE void row(ssim_args *p) {
  prefetch_halo(p);
  fields(p);
  next(p);
  FENCE;
  WEIGHTS;
  const float *v = p->scratch;
  float *o = p->ring + p->slot * SLOT;
  const char *line = later(p->x + p->xoff, p->xstride);
#define AT(k) ld(v + (k) * VL)
#define BRING(step) __builtin_prefetch(line, 0, 2), line += (step)
  ROLL for (int f = 0; f < 4; f++) {
    if (f == 2) line = later(p->y + p->yoff, p->ystride);
    if (sizeof(sample) == 1) BRING(T / 2);
    ROLL for (i64 j = 0; j < L; j += 4) {
      if (sizeof(sample) > 1) BRING(2 * T * sizeof(sample) / L);
      FIR4(AT, o);
      v += 4 * VL;
      o += 4 * VL;
    }
    v += HALO * VL;
  }
}
#endif

#endif

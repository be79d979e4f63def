// What the kernels of SSIM and of its gradient have in common: their arguments, the
// filter across, what the filter down reads, and the sums. See ssim.c.
#ifndef SSIM_H
#define SSIM_H
#include "fir11.h"
#include "lanes.h"

#define ROWS 12        // of the ring: what two output rows need
#define SLOT (4 * T)   // floats of one of them: four fields

typedef struct {
  const float *x, *y;     // first input row of the strip, 138 columns
  i64 xoff, yoff;         // floats from there to the next input row
  i64 xstride, ystride;   // floats from row to row
  i64 left;               // input rows not yet read; the last is read again after that
  float *ring;            // ROWS slots
  i64 slot;               // where the next input row goes
  i64 need;               // input rows before the next turn: 12 at first, then 2
  i64 turns;              // turns of two output rows to make
  float *scratch;         // 1024 floats, 1728 for the gradient
  float *quot;            // quotients in lane order: 3 kinds x 2 rows x T
  const int *neighbour;   // AVX-512: HALO times where the chunk to the right is; then, to the left
  const float *mask0, *mask1; // T words in lane order, all bits or none: even and odd row
  double *sum_s, *sum_cs; // 16 sums each, one for 8 columns, in lane order
  float *maps;            // quotients in column order: 3 kinds x 2 rows x T
  const float *soon0, *soon1; // rows that are written soon, T/2 floats, or null
  i64 soonoff;            // floats from there to the row of the next turn
  i64 soonstride;         // floats from row to row
  float *ahead;           // AVX-512: s of the next row and its halo, 9 vectors
  float w[6];             // half the window, outermost tap first
  float c1, c2, centre2;
  // Beyond here: for the gradient alone.
  float fold;             // centre2 less that of the samples
  float one;
  float *band;            // its first row: a, b and c across, 3 x T in lane order
  i64 bandoff;            // floats from there to the next row
  float *edge;            // of rows of the band: the last HALO columns of a, b and c
  i64 edgeoff;            //   of the strip to the left, to be replaced by this strip's
  float *aside;           // 8 vectors
} ssim_args;

// ---- one input row, across into the ring

// Goes on to the next input row.
INLINE void next(ssim_args *p) {
  if (--p->left > 0) {
    p->xoff += p->xstride;
    p->yoff += p->ystride;
  }
}

// Rows jump a page from strip to strip, too far for the hardware to foresee. They go
// to the second cache: the ring fills the first.
INLINE const char *later(const float *row, i64 stride) { return (const char *)(row + 4 * stride); }

// Lines to come are asked for one by one, between filters: where it were 18 at once,
// the core would wait for some of them. Those of the halo are apart.
INLINE void prefetch_halo(const ssim_args *p) {
  __builtin_prefetch(later(p->x + p->xoff + T, p->xstride), 0, 2);
  __builtin_prefetch(later(p->y + p->yoff + T, p->ystride), 0, 2);
}

INLINE void put4(float *o, const vf *v) {
  UNROLL for (int j = 0; j < 4; j++) st(o + j * VL, v[j]);
  FENCE;
}

#if VL == 16
// 32 registers: a field of the row, with its halo, stays in 18 of them. What brings
// samples into lane order are shuffles, for which Intel has one port of two, and at
// its end a row would wait for them. So d is made while s is filtered, and s of the
// next row while d is.

#define NEAR(k) v[k]
#define FAR(k) v[4 + (k)]
#define ACROSS(o) do { FIR4(NEAR, o); FIR4(FAR, (o) + 4 * VL); } while (0)

// The columns behind the strip, which alone may be read there.
INLINE vf behind(const float *p, k16 some) {
  return __builtin_ia32_loadups512_mask(p + T, (vf){0}, some);
}

// The halo of a field: its last columns are the first of next.
INLINE void neighbours(const ssim_args *p, vf *v, vf next) {
  UNROLL for (int j = 0; j < HALO; j++) v[L + j] = moved(v[j], next, p->neighbour + j * VL);
}

INLINE void square(vf *v) {
  UNROLL for (int j = 0; j < NH; j++) v[j] = v[j] * v[j];
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

#define LINE(k) \
  __builtin_prefetch(later_x + 64 * (k), 0, 2); \
  __builtin_prefetch(later_y + 64 * (k), 0, 2)

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
// The four fields go to scratch memory, halo and all, and are filtered there.

// What belongs to one field is stored together: a core can write half lines that
// follow each other at once.

#define FIELD(f) ((f) * NH * VL)
INLINE void put(float *o, vf s, vf d) {
  st(o, s);
  st(o + FIELD(1), d);
  st(o + FIELD(2), s * s);
  st(o + FIELD(3), d * d);
}

INLINE void fields(ssim_args *p) {
  const float *x = p->x + p->xoff, *y = p->y + p->yoff;
  float *scratch = p->scratch, *halo = scratch + FIELD(4);
  const vf m = bc(p->centre2);
  ROLL for (i64 j = 0; j < L; j += 4) {
    vf s[4], d[4];
    in_lanes(x + j, y + j, m, s, d);
    float *o = scratch + j * VL;
    put4(o, s);
    put4(o + FIELD(1), d);
    UNROLL for (int q = 0; q < 4; q++) s[q] = s[q] * s[q], d[q] = d[q] * d[q];
    put4(o + FIELD(2), s);
    put4(o + FIELD(3), d);
  }
  const v4 m4 = p->centre2 - (v4){0};
  UNROLL for (int k = 0; k < 3; k++) {
    int c = k < 2 ? 4 * k : HALO - 4;
    v4 a = ld4(x + T + c), b = ld4(y + T + c);
    st4(halo + c, (a + b) - m4);
    st4(halo + 16 + c, a - b);
  }
  FENCE;
  ROLL for (i64 j = 0; j < HALO; j++) {
    float *o = scratch + j * VL;
    vf s = moved(ld(o), bc(halo[j])), d = moved(ld(o + FIELD(1)), bc(halo[16 + j]));
    put(o + L * VL, s, d);
    FENCE; // where L is 8, vectors 8 and 9 are read again
  }
}

#define STEP (2 * T * 4 / L) // bytes of two rows for each of so many filters

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
  ROLL for (int f = 0; f < 4; f++) {
    if (f == 2) line = later(p->y + p->yoff, p->ystride);
    ROLL for (i64 j = 0; j < L; j += 4) {
      __builtin_prefetch(line, 0, 2);
      line += STEP;
      FIR4(AT, o);
      v += 4 * VL;
      o += 4 * VL;
    }
    v += HALO * VL;
  }
}
#endif

// Reads an input row. Says whether a turn of two output rows is due.
INLINE int input(ssim_args *p) {
  row(p);
  FENCE;
  i64 slot = p->slot + 1;
  p->slot = slot == ROWS ? 0 : slot;
  if (--p->need > 0) return 0;
  p->need = 2;
  return 1;
}

// ---- two output rows from the ring

// Brings a row of two planes near that are written when the strip is done: nothing
// waits here, as memory has little to do while the filters run.
INLINE void soon(ssim_args *p) {
  if (!p->soon0) return;
  const char *a = (const char *)(p->soon0 + p->soonoff), *b = (const char *)(p->soon1 + p->soonoff);
  UNROLL for (int k = 0; k < T / 2 / 16; k++) {
    __builtin_prefetch(a + 64 * k, 0, 2);
    __builtin_prefetch(b + 64 * k, 0, 2);
  }
  p->soonoff += p->soonstride;
}

#define CONSTANTS const vf c1 = bc(p->c1), c2 = bc(p->c2), m = bc(p->centre2)
#define ROW(k, f) \
  ld(((k) < 2 ? r0 : (k) < 4 ? r1 : (k) < 6 ? r2 : (k) < 8 ? r3 : (k) < 10 ? r4 : r5) + \
     ((k) & 1) * SLOT + (f) * T)
#define DOWN0(k) ROW(k, 0)
#define DOWN1(k) ROW(k, 1)
#define DOWN2(k) ROW(k, 2)
#define DOWN3(k) ROW(k, 3)
#define NEXT(r) (r + 2 * SLOT == end ? p->ring : r + 2 * SLOT)

// The slot is even here, so the 12 rows are six adjoining pairs.
#define RING_ROWS \
  const float *end = p->ring + ROWS * SLOT; \
  const float *r0 = p->ring + p->slot * SLOT, *r1 = NEXT(r0), *r2 = NEXT(r1), \
              *r3 = NEXT(r2), *r4 = NEXT(r3), *r5 = NEXT(r4)
#define NEXT_COLUMNS \
  r0 += VL; r1 += VL; r2 += VL; r3 += VL; r4 += VL; r5 += VL; \
  PTR(r0); PTR(r1); PTR(r2); PTR(r3); PTR(r4); PTR(r5)

// Adds the quotients of two rows: 8 adjoining columns in float, from the left,
// then the rows in double, from above.
INLINE void add(const float *q, const float *mask0, const float *mask1, double *sum) {
  ROLL for (i64 g = 0; g < L; g += 8) {
    vf t0 = and_(ld(q), ld(mask0)), t1 = and_(ld(q + T), ld(mask1));
    UNROLL for (int j = 1; j < 8; j++) {
      t0 += and_(ld(q + j * VL), ld(mask0 + j * VL));
      t1 += and_(ld(q + T + j * VL), ld(mask1 + j * VL));
    }
    vdu *s = (vdu *)sum;
    *s = (*s + __builtin_convertvector(t0, vd)) + __builtin_convertvector(t1, vd);
    q += 8 * VL;
    mask0 += 8 * VL;
    mask1 += 8 * VL;
    sum += VL;
  }
}

#endif

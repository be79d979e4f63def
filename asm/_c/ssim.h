// What the kernels of SSIM and of its gradient have in common: their arguments, the
// filter across, what the filter down reads, and the sums. See ssim.c.
#ifndef SSIM_H
#define SSIM_H
#include "fir11.h"
#include "lanes.h"

#ifdef BYTES
#include "bytes.h"
typedef u8 sample;
#else
typedef float sample;
#endif

#define ROWS 12        // of the ring: what two output rows need
#define SLOT (4 * T)   // floats of one of them: four fields

typedef struct {
  const sample *x, *y;    // first input row of the strip, 138 columns
  i64 xoff, yoff;         // samples from there to the next input row
  i64 xstride, ystride;   // samples from row to row
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
  // From here: for the gradient alone.
  float fold;             // centre2 less that of the samples
  float one;
  float *band;            // its first row: a, b and c across, 3 x T in lane order
  i64 bandoff;            // floats from there to the next row
  float *edge;            // of rows of the band: the last HALO columns of a, b and c
  i64 edgeoff;            //   of the strip to the left, to be replaced by this strip's
  float *aside;           // 8 vectors
  // For bytes alone, in each four bytes:
  int ones;               // 1 1 1 1
  int signs;              // 1 -1 1 -1
  int first;              // 1 0 as two integers
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
INLINE const char *later(const sample *row, i64 stride) { return (const char *)(row + 4 * stride); }

// Lines to come are asked for one by one, between filters: where it were 18 at once,
// the core would wait for some of them. Those of the halo are apart.
INLINE void prefetch_halo(const ssim_args *p) {
  __builtin_prefetch(later(p->x + p->xoff + T, p->xstride), 0, 2);
  __builtin_prefetch(later(p->y + p->yoff + T, p->ystride), 0, 2);
}

#include "ssim_row.h"

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

// SSIM of a strip of 128 output columns, in one pass over the input; nothing
// as large as the picture is written.
//
//   s = x+y-2m, d = x-y (2m = centre2), four fields: s, d, s^2, d^2
//   each input row: the fields filtered across into a ring of 12 rows
//   each two output rows: the ring filtered down, then
//     A = (F(s)+2m)^2+c1, B = F(d)^2, V = F(s^2)-F(s)^2+c2, D = F(d^2)-F(d)^2
//     (1-SSIM)/2 = (A*D+B*V)/((A+B)*(V+D)), (1-cs)/2 = D/(V+D), (1-l)/2 = B/(A+B)
//   and these summed, or put into column order for maps.
//
// What must survive from call to call is in the arguments, so that the caller
// decides how many rows a call makes. Base pointers do not move: one that ran
// past its block would be a bad pointer to Go's collector.
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
  float *scratch;         // 1024 floats
  float *quot;            // quotients in lane order: 3 kinds x 2 rows x T
  const float *wide;      // AVX2: weights 0, 4 and 5, each in a whole vector
  const int *neighbour;   // AVX-512: which lane has the chunk to the right
  const float *mask0, *mask1; // T words in lane order, all bits or none: even and odd row
  double *sum_s, *sum_cs; // 16 sums each, one for 8 columns, in lane order
  float *maps;            // quotients in column order: 3 kinds x 2 rows x T
  float w[6];             // half the window, outermost tap first
  float c1, c2, centre2;
} ssim_args;

enum { S = 1, CS = 2, MAP = 4 };

// ---- one input row, across into the ring

#if VL == 16
// 32 registers: a field of the row, with its halo, stays in 18 of them.

#define ACROSS(o) do { FIR4(NEAR, o); FIR4(FAR, (o) + 4 * VL); } while (0)
#define NEAR(k) v[k]
#define FAR(k) v[4 + (k)]

INLINE void row(ssim_args *p) {
  const float *x = p->x + p->xoff, *y = p->y + p->yoff;
  float *o = p->ring + p->slot * SLOT, *scratch = p->scratch, *halo = scratch + T;
  vf v[NH], d[L];
  const vf m = bc(p->centre2);
  UNROLL for (int j = 0; j < 4; j++) {
    vf x0 = ld(x + 32 * j), x1 = ld(x + 32 * j + 16), y0 = ld(y + 32 * j), y1 = ld(y + 32 * j + 16);
    vf s0 = (x0 + y0) - m, s1 = (x1 + y1) - m, d0 = x0 - y0, d1 = x1 - y1;
    v[j] = LOW(s0, s1);
    v[j + 4] = HIGH(s0, s1);
    d[j] = LOW(d0, d1);
    d[j + 4] = HIGH(d0, d1);
  }
  const v4 m4 = SHUF(m, m, 0, 1, 2, 3);
  UNROLL for (int k = 0; k < 3; k++) {
    int c = k < 2 ? 4 * k : HALO - 4;
    v4 a = ld4(x + T + c), b = ld4(y + T + c);
    st4(halo + c, (a + b) - m4);
    st4(halo + 16 + c, a - b);
  }
  transpose4(d);
  transpose4(d + 4);
  UNROLL for (int j = 0; j < L; j++) st(scratch + j * VL, d[j]);
  transpose4(v);
  transpose4(v + 4);
  FENCE;
  WEIGHTS;
  const vi right = *(const viu *)p->neighbour;
  UNROLL for (int j = 0; j < HALO; j++) v[L + j] = moved(v[j], bc(halo[j]), right);
  ACROSS(o);
  UNROLL for (int j = 0; j < NH; j++) v[j] = v[j] * v[j];
  ACROSS(o + 2 * T);
  UNROLL for (int j = 0; j < L; j++) v[j] = ld(scratch + j * VL);
  UNROLL for (int j = 0; j < HALO; j++) v[L + j] = moved(v[j], bc(halo[16 + j]), right);
  ACROSS(o + T);
  UNROLL for (int j = 0; j < NH; j++) v[j] = v[j] * v[j];
  ACROSS(o + 3 * T);
}

#else
// The four fields go to scratch memory, halo and all, and are filtered there.

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
    UNROLL for (int q = 0; q < 4; q++) {
      vf a = gather4(x + j, q), b = gather4(y + j, q);
      s[q] = (a + b) - m;
      d[q] = a - b;
    }
    transpose4(s);
    transpose4(d);
    UNROLL for (int q = 0; q < 4; q++) put(scratch + (j + q) * VL, s[q], d[q]);
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

INLINE void row(ssim_args *p) {
  fields(p);
  FENCE;
  WEIGHTS;
  const float *v = p->scratch, *wide = p->wide;
  (void)wide;
  float *o = p->ring + p->slot * SLOT;
#define AT(k) ld(v + (k) * VL)
  ROLL for (int f = 0; f < 4; f++) {
    ROLL for (i64 j = 0; j < L; j += 4) {
      FIR4(AT, o);
      v += 4 * VL;
      o += 4 * VL;
    }
    v += HALO * VL;
  }
}
#endif

// Rows jump a page from strip to strip, too far for the hardware to foresee.
// They go to the second cache: the ring fills the first.
INLINE void prefetch(ssim_args *p) {
  const char *x = (const char *)(p->x + p->xoff + 4 * p->xstride);
  const char *y = (const char *)(p->y + p->yoff + 4 * p->ystride);
  UNROLL for (int k = 0; k < 9; k++) {
    __builtin_prefetch(x + 64 * k, 0, 2);
    __builtin_prefetch(y + 64 * k, 0, 2);
  }
}

// ---- two output rows from the ring

// One quotient of each kind that is wanted, from the statistics of one row.
INLINE void quotients(float *q, vf a, vf v, vf md, vf ed, int want) {
  vf b = md * md, d = fma_(-md, md, ed);
  vf vd = v + d;
  if (want & (S | MAP)) {
    vf n = fma_(a, d, b * v);
    vf ab = a + b;
    st(q, n / (ab * vd));
    if (want & MAP) st(q + 4 * T, b / ab);
  }
  if (want & (CS | MAP)) st(q + 2 * T, d / vd);
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
INLINE void down(ssim_args *p, int want) {
  WEIGHTS;
  const float *end = p->ring + ROWS * SLOT;
  const float *r0 = p->ring + p->slot * SLOT, *r1 = NEXT(r0), *r2 = NEXT(r1),
              *r3 = NEXT(r2), *r4 = NEXT(r3), *r5 = NEXT(r4);
  float *q = p->quot;
  i64 n = L;
#if VL == 16
  CONSTANTS;
#endif
  ROLL do {
    vf ms0, ms1, es0, es1, md0, md1, ed0, ed1;
    FIR2(DOWN0, ms0, ms1);
    FIR2(DOWN2, es0, es1);
#if VL != 16
    CONSTANTS;
#endif
    vf v0 = fma_(-ms0, ms0, es0 + c2), v1 = fma_(-ms1, ms1, es1 + c2);
    vf a0 = ms0 + m, a1 = ms1 + m;
    a0 = fma_(a0, a0, c1);
    a1 = fma_(a1, a1, c1);
    PIN(a0); PIN(a1); PIN(v0); PIN(v1);
#if VL != 16 // too few registers: put four values aside
    float *aside = p->scratch;
    st(aside, a0);
    st(aside + VL, a1);
    st(aside + 2 * VL, v0);
    st(aside + 3 * VL, v1);
    FENCE;
#endif
    FIR2(DOWN1, md0, md1);
    FIR2(DOWN3, ed0, ed1);
#if VL != 16
    a0 = ld(aside);
    v0 = ld(aside + 2 * VL);
#endif
    quotients(q, a0, v0, md0, ed0, want);
    FENCE;
#if VL != 16
    a1 = ld(aside + VL);
    v1 = ld(aside + 3 * VL);
#endif
    quotients(q + T, a1, v1, md1, ed1, want);
    FENCE;
    q += VL;
    r0 += VL; r1 += VL; r2 += VL; r3 += VL; r4 += VL; r5 += VL;
    PTR(r0); PTR(r1); PTR(r2); PTR(r3); PTR(r4); PTR(r5);
  } while (--n);
}

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

INLINE void run(ssim_args *p, int want) {
  for (;;) {
    prefetch(p);
    row(p);
    FENCE;
    if (--p->left > 0) {
      p->xoff += p->xstride;
      p->yoff += p->ystride;
    }
    i64 slot = p->slot + 1;
    p->slot = slot == ROWS ? 0 : slot;
    if (--p->need > 0) continue;
    p->need = 2;
    down(p, want);
    FENCE;
    if (want & S) add(p->quot, p->mask0, p->mask1, p->sum_s);
    if (want & CS) add(p->quot + 2 * T, p->mask0, p->mask1, p->sum_cs);
    if (want & MAP) {
      ROLL for (i64 k = 0; k < 6; k++)
        ROLL for (i64 j = 0; j < L; j += 4) scatter4(p->maps + k * T, p->quot + k * T, j);
    }
    FENCE;
    if (--p->turns <= 0) break;
  }
}

void SUF(ssim)(ssim_args *p) { run(p, S); }

// args: ssimArgs
void SUF(ssim_cs)(ssim_args *p) { run(p, CS); }

// args: ssimArgs
void SUF(ssim_both)(ssim_args *p) { run(p, S | CS); }

// args: ssimArgs
void SUF(ssim_map)(ssim_args *p) { run(p, MAP); }

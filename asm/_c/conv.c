// Convolutions of pictures whose channels lie side by side, pixel by pixel: the
// window of a pixel is then a few runs of adjoining floats, one in each row.
//
// Every sum is one chain of fused multiply-adds in the order of the runs, so
// that no tile and no vector changes what it sums to. A tile keeps its sums in
// registers: TILE scalars by two vectors, whose loads they share.
#include "isa.h"

#define BLOCK 32 // floats from one group of weights to the next

#if VL == 16
#define TILE 12
#elif VL == 8
#define TILE 6
#else
#define TILE 8
#endif

// ---- forward: the scalars are pixels, the vectors output channels

typedef struct {
  float *dst;
  i64 dst_step;           // floats from pixel to pixel
  const float *src;
  i64 src_step, row_step; // floats from pixel to pixel, from run to run
  const float *w;         // BLOCK weights for each float of each run
  const float *bias;
  i64 rows, run;          // at least 1 each
  i64 n;                  // pixels: 1 … TILE
  i64 from, to;           // output channels, a multiple of two vectors
} conv_args;

#define PIXEL(q) (x[(q) / 3] + ((q) % 3) * step)

INLINE void conv_tile(conv_args *p, i64 at, const int n) {
  vf s[TILE][2];
  const i64 step = p->src_step;
  const float *w = p->w + (at & -BLOCK) * p->rows * p->run + (at & (BLOCK - 1));
  const float *bias = p->bias + at;
  i64 rows = p->rows;
  const float *x[(TILE + 2) / 3];
  x[0] = p->src;
  UNROLL for (int q = 1; q < (n + 2) / 3; q++) { x[q] = x[q - 1] + 3 * step; PTR(x[q]); }
  UNROLL for (int q = 0; q < n; q++) { s[q][0] = ld(bias); s[q][1] = ld(bias + VL); }
  ROLL do {
    i64 k = p->run;
    ROLL do {
      const vf w0 = ld(w), w1 = ld(w + VL);
      UNROLL for (int q = 0; q < n; q++) {
        const vf v = bc(*PIXEL(q));
        s[q][0] = fma_(v, w0, s[q][0]);
        s[q][1] = fma_(v, w1, s[q][1]);
        PIN(s[q][0]); PIN(s[q][1]);
      }
      UNROLL for (int q = 0; q < (n + 2) / 3; q++) { x[q]++; PTR(x[q]); }
      w += BLOCK;
    } while (--k);
    const i64 back = p->row_step - p->run;
    UNROLL for (int q = 0; q < (n + 2) / 3; q++) { x[q] += back; PTR(x[q]); }
  } while (--rows);
  float *o = p->dst + at;
  UNROLL for (int q = 0; q < n; q++) {
    st(o, s[q][0]);
    st(o + VL, s[q][1]);
    o += p->dst_step;
  }
}

// Calls f for the tile of n.
#if VL == 16
#define TILES(f) \
  if (n == 12) f(p, at, 12); else if (n == 11) f(p, at, 11); \
  else if (n == 10) f(p, at, 10); else if (n == 9) f(p, at, 9); \
  else if (n == 8) f(p, at, 8); else if (n == 7) f(p, at, 7); else SMALL(f)
#elif VL == 4
#define TILES(f) if (n == 8) f(p, at, 8); else if (n == 7) f(p, at, 7); else SMALL(f)
#else
#define TILES(f) SMALL(f)
#endif
#define SMALL(f) \
  if (n == 6) f(p, at, 6); else if (n == 5) f(p, at, 5); else if (n == 4) f(p, at, 4); \
  else if (n == 3) f(p, at, 3); else if (n == 2) f(p, at, 2); else f(p, at, 1)

void SUF(conv)(conv_args *p) {
  i64 at = p->from;
  ROLL do {
    const i64 n = p->n;
    TILES(conv_tile);
    at += 2 * VL;
  } while (at < p->to);
}

// ---- forward to three channels: the vectors are 16 floats of a run, and the 16
// sums are added in halves at the end

#define THIN 3
#define CLASSES 16
#define PARTS (CLASSES / VL)
#define THIN_TILE (4 / PARTS) // pixels

typedef struct {
  float *dst;
  i64 dst_step;           // floats from pixel to pixel
  const float *src;
  i64 src_step, row_step; // floats from pixel to pixel, from run to run
  const float *w;         // for each 16 floats of each run 16 weights an output
  const float *bias;      // THIN
  i64 rows, run;          // at least 1, a multiple of 16
  i64 n;                  // pixels
} conv_thin_args;

// The sum of 16: i and i+8, then i and i+4, i+2, i+1.
INLINE float halved(const vf *v) {
#if VL == 16
  typedef float v8 __attribute__((vector_size(32)));
  v8 e = SHUF(*v, *v, 0, 1, 2, 3, 4, 5, 6, 7) + SHUF(*v, *v, 8, 9, 10, 11, 12, 13, 14, 15);
  v4 f = SHUF(e, e, 0, 1, 2, 3) + SHUF(e, e, 4, 5, 6, 7);
#elif VL == 8
  vf e = v[0] + v[1];
  v4 f = SHUF(e, e, 0, 1, 2, 3) + SHUF(e, e, 4, 5, 6, 7);
#else
  v4 f = (v[0] + v[2]) + (v[1] + v[3]);
#endif
  f = f + SHUF(f, f, 2, 3, 2, 3);
  return f[0] + f[1];
}

INLINE void thin_tile(conv_thin_args *p, i64 at, const int n) {
  vf s[THIN_TILE][THIN][PARTS];
  const i64 step = p->src_step;
  const float *w = p->w, *x = p->src + at * step;
  i64 rows = p->rows;
  UNROLL for (int q = 0; q < n; q++)
    UNROLL for (int o = 0; o < THIN; o++)
      UNROLL for (int h = 0; h < PARTS; h++) s[q][o][h] = (vf){0};
  ROLL do {
    i64 k = p->run;
    ROLL do {
      UNROLL for (int h = 0; h < PARTS; h++) {
        const vf w0 = ld(w + h * VL), w1 = ld(w + CLASSES + h * VL), w2 = ld(w + 2 * CLASSES + h * VL);
        UNROLL for (int q = 0; q < n; q++) {
          const vf v = ld(x + q * step + h * VL);
          s[q][0][h] = fma_(v, w0, s[q][0][h]);
          s[q][1][h] = fma_(v, w1, s[q][1][h]);
          s[q][2][h] = fma_(v, w2, s[q][2][h]);
          PIN(s[q][0][h]); PIN(s[q][1][h]); PIN(s[q][2][h]);
        }
        FENCE;
      }
      x += CLASSES;
      w += THIN * CLASSES;
    } while (k -= CLASSES);
    x += p->row_step - p->run;
  } while (--rows);
  float *d = p->dst + at * p->dst_step;
  UNROLL for (int q = 0; q < n; q++) {
    UNROLL for (int o = 0; o < THIN; o++) d[o] = halved(s[q][o]) + p->bias[o];
    d += p->dst_step;
  }
}

void SUF(conv_thin)(conv_thin_args *p) {
  i64 at = 0;
  ROLL do {
    if (p->n - at >= THIN_TILE) {
      thin_tile(p, at, THIN_TILE);
      at += THIN_TILE;
    } else {
      thin_tile(p, at, 1);
      at++;
    }
  } while (at < p->n);
}

// ---- the gradient by the weights: the scalars are floats of a run, the
// vectors output channels, and the sums are over pixels of a few lines

typedef struct {
  float *dst;     // added to
  i64 dst_step;   // floats from scalar to scalar
  const float *a; // scalars, n a pixel
  const float *b; // two vectors a pixel
  i64 a_step, b_step;
  i64 a_back, b_back; // from behind a line to the next
  i64 pixels, lines;  // at least 1 each
  i64 n;          // scalars: 1 … TILE
  i64 from, to;   // columns, a multiple of two vectors
} outer_args;

INLINE void outer_tile(outer_args *p, i64 at, const int n) {
  vf s[TILE][2];
  const float *a = p->a, *b = p->b + at;
  float *o = p->dst + at;
  UNROLL for (int q = 0; q < n; q++) {
    s[q][0] = ld(o);
    s[q][1] = ld(o + VL);
    o += p->dst_step;
  }
  i64 lines = p->lines;
  ROLL do {
    i64 k = p->pixels;
    ROLL do {
      const vf b0 = ld(b), b1 = ld(b + VL);
      UNROLL for (int q = 0; q < n; q++) {
        const vf v = bc(a[q]);
        s[q][0] = fma_(v, b0, s[q][0]);
        s[q][1] = fma_(v, b1, s[q][1]);
        PIN(s[q][0]); PIN(s[q][1]);
      }
      a += p->a_step;
      b += p->b_step;
    } while (--k);
    a += p->a_back;
    b += p->b_back;
  } while (--lines);
  o = p->dst + at;
  UNROLL for (int q = 0; q < n; q++) {
    st(o, s[q][0]);
    st(o + VL, s[q][1]);
    o += p->dst_step;
  }
}

void SUF(outer)(outer_args *p) {
  i64 at = p->from;
  ROLL do {
    const i64 n = p->n;
    TILES(outer_tile);
    at += 2 * VL;
  } while (at < p->to);
}

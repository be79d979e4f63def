// A tile of two pictures: its fields, and the losses that means of these make.
// Sums and their squares are doubles too, for windows so small that a variance is
// a difference of two large numbers.
#include "double.h"

typedef struct {
  float *s, *d, *ss, *dd;
  i64 pitch; // from row to row of these
  const float *x, *y;
  i64 xstride, ystride;
  i64 n;    // columns: a multiple of VL, at least VL
  i64 rows; // at least 1
  i64 at, xat, yat; // 0, where the row in work is
  float centre2, offset;
} tile_fields_args;

void SUF(tile_fields)(tile_fields_args *p) {
  const vf centre2 = bc(p->centre2), offset = bc(p->offset);
  ROLL do {
    float *s = p->s + p->at, *d = p->d + p->at, *ss = p->ss + p->at, *dd = p->dd + p->at;
    const float *a = p->x + p->xat, *b = p->y + p->yat;
    i64 i = 0;
    ROLL do {
      vf x = ld(a + i), y = ld(b + i);
      vf u = (x + y) - centre2, v = (x - y) - offset;
      st(s + i, u);
      st(d + i, v);
      st(ss + i, u * u);
      st(dd + i, v * v);
      i += VL;
    } while (i < p->n);
    p->at += p->pitch;
    p->xat += p->xstride;
    p->yat += p->ystride;
  } while (--p->rows > 0);
}

typedef struct {
  double *s, *ss;
  i64 pitch;
  const float *x, *y;
  i64 xstride, ystride;
  i64 n;    // columns: a multiple of VL, at least VL
  i64 rows; // at least 1
} wide_fields_args;

void SUF(wide_fields)(wide_fields_args *p) {
  double *s = p->s, *ss = p->ss;
  const float *x = p->x, *y = p->y;
  i64 rows = p->rows;
  ROLL do {
    i64 i = 0;
    ROLL do {
      hd u = widen(x + i) + widen(y + i);
      std(s + i, u);
      std(ss + i, u * u);
      i += HL;
    } while (i < p->n);
    s += p->pitch;
    ss += p->pitch;
    x += p->xstride;
    y += p->ystride;
  } while (--rows > 0);
}

typedef struct {
  float *s, *v;
  const double *ms, *mss;
  i64 n; // columns: a multiple of VL, at least VL
  double centre2, c2;
} wide_stats_args;

void SUF(wide_stats)(wide_stats_args *p) {
  const hd centre2 = bcd(p->centre2), c2 = bcd(p->c2);
  i64 i = 0;
  ROLL do {
    hd s = ldd(p->ms + i);
    narrow(p->s + i, s - centre2);
    narrow(p->v + i, fmad(-s, s, ldd(p->mss + i) + c2));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  float *v;
  const float *s;
  i64 n; // columns: a multiple of VL, at least VL
  float c2;
} variance_args;

void SUF(variance)(variance_args *p) {
  i64 i = 0;
  ROLL do {
    vf s = ld(p->s + i);
    st(p->v + i, fma_(-s, s, ld(p->v + i) + bc(p->c2)));
    i += VL;
  } while (i < p->n);
}

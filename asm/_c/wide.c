// Windows over sums of two pictures in doubles: their variance is a difference
// of two large numbers.
#include "isa.h"

#define HL (VL / 2)
typedef float hf __attribute__((vector_size(HL * 4)));
typedef float hfu __attribute__((vector_size(HL * 4), aligned(4), may_alias));
typedef double hd __attribute__((vector_size(HL * 8)));
typedef double hdu __attribute__((vector_size(HL * 8), aligned(8), may_alias));

INLINE hd widen(const float *p) { return __builtin_convertvector(*(const hfu *)p, hd); }
INLINE void narrow_(float *p, hd v) { *(hfu *)p = __builtin_convertvector(v, hf); }
INLINE hd ldd(const double *p) { return *(const hdu *)p; }
INLINE void std(double *p, hd v) { *(hdu *)p = v; }

// a*b + c, rounded once
#if VL == 16
INLINE hd fmad(hd a, hd b, hd c) { return __builtin_ia32_vfmaddpd512_mask(a, b, c, (unsigned char)-1, 4); }
#elif VL == 8
INLINE hd fmad(hd a, hd b, hd c) { return __builtin_ia32_vfmaddpd256(a, b, c); }
#else
INLINE hd fmad(hd a, hd b, hd c) { return vfmaq_f64(c, a, b); }
#endif

typedef struct {
  double *s, *ss;
  const float *x, *y;
  i64 n; // columns: a multiple of VL, at least VL
} wide_fields_args;

void SUF(wide_fields)(wide_fields_args *p) {
  i64 i = 0;
  ROLL do {
    hd s = widen(p->x + i) + widen(p->y + i);
    std(p->s + i, s);
    std(p->ss + i, s * s);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  const double *first;
  i64 len, cap;
} wide_row; // a slice of Go

typedef struct {
  double *dst;
  const double *w;      // mid+1 weights, the outermost first
  const wide_row *rows; // 2*mid+1
  i64 mid;              // at least 1
  i64 n;                // columns: at least HL
} wide_fir_args;

// m vectors of columns stay in registers over all taps.
#define MOST 8
INLINE void block(const wide_fir_args *p, i64 at, const int m) {
  const wide_row *a = p->rows, *b = a + 2 * p->mid;
  const double *w = p->w;
  hd t[MOST];
  hd weight = *w - (hd){0};
  UNROLL for (int j = 0; j < m; j++)
    t[j] = weight * (ldd(a->first + at + j * HL) + ldd(b->first + at + j * HL));
  ROLL for (a++, b--, w++; a < b; a++, b--, w++) {
    const double *c = a->first + at, *d = b->first + at;
    weight = *w - (hd){0};
    UNROLL for (int j = 0; j < m; j++) {
      t[j] = fmad(weight, ldd(c + j * HL) + ldd(d + j * HL), t[j]);
      PIN(t[j]);
    }
  }
  weight = *w - (hd){0};
  UNROLL for (int j = 0; j < m; j++)
    std(p->dst + at + j * HL, fmad(weight, ldd(a->first + at + j * HL), t[j]));
}

// The last block ends where the columns end and makes some of them again.
INLINE void columns(const wide_fir_args *p, const int m) {
  i64 at = 0, last = p->n - m * HL;
  for (;;) {
    block(p, at, m);
    if (at == last)
      break;
    at += m * HL;
    at = at < last ? at : last;
  }
}

// args: wideFIRArgs
void SUF(wide_fir)(wide_fir_args *p) {
  if (p->n >= MOST * HL)
    columns(p, MOST);
  else
    columns(p, 1);
}

typedef struct {
  float *s, *v;
  const double *ms, *mss;
  i64 n; // columns: a multiple of VL, at least VL
  double centre2, c2;
} wide_stats_args;

void SUF(wide_stats)(wide_stats_args *p) {
  const hd centre2 = p->centre2 - (hd){0}, c2 = p->c2 - (hd){0};
  i64 i = 0;
  ROLL do {
    hd s = ldd(p->ms + i);
    narrow_(p->s + i, s - centre2);
    narrow_(p->v + i, fmad(-s, s, ldd(p->mss + i) + c2));
    i += HL;
  } while (i < p->n);
}

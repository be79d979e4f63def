// Four rows of a vertical filter at once: neighbours share all rows but three.
#include "isa.h"

#define HL (VL / 2)
typedef double hd __attribute__((vector_size(HL * 8)));
typedef double hdu __attribute__((vector_size(HL * 8), aligned(8), may_alias));

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
  const float *first;
  i64 len, cap;
} row; // a slice of Go

typedef struct {
  const double *first;
  i64 len, cap;
} wide_row;

typedef struct {
  float *dst;
  i64 to;          // from row to row of dst
  const float *w;  // mid+1 weights, the outermost first
  const row *rows; // 2*mid+1 and 3 more
  i64 mid;         // at least 1
  i64 n;           // columns: at least VL
} tall_args;

typedef struct {
  double *dst;
  i64 to;
  const double *w;
  const wide_row *rows;
  i64 mid;
  i64 n; // columns: at least HL
} wide_tall_args;

// The window of row k begins at row k: a and b are what its taps meet.
#define FILTER(V, LD, ST, FMA, ZERO, LANES)                                    \
  i64 at = 0, last = p->n - LANES;                                             \
  for (;;) {                                                                   \
    const i64 mid = p->mid;                                                    \
    V a0 = LD(p->rows[0].first + at), a1 = LD(p->rows[1].first + at);          \
    V a2 = LD(p->rows[2].first + at), a3 = LD(p->rows[3].first + at);          \
    V b0 = LD(p->rows[2 * mid].first + at);                                    \
    V b1 = LD(p->rows[2 * mid + 1].first + at);                                \
    V b2 = LD(p->rows[2 * mid + 2].first + at);                                \
    V b3 = LD(p->rows[2 * mid + 3].first + at);                                \
    V w = p->w[0] - ZERO;                                                      \
    V t0 = w * (a0 + b0), t1 = w * (a1 + b1);                                  \
    V t2 = w * (a2 + b2), t3 = w * (a3 + b3);                                  \
    i64 j = 1;                                                                 \
    ROLL for (; j < mid; j++) {                                                \
      a0 = a1, a1 = a2, a2 = a3, b3 = b2, b2 = b1, b1 = b0;                    \
      a3 = LD(p->rows[j + 3].first + at);                                      \
      b0 = LD(p->rows[2 * mid - j].first + at);                                \
      w = p->w[j] - ZERO;                                                      \
      t0 = FMA(w, a0 + b0, t0), t1 = FMA(w, a1 + b1, t1);                      \
      t2 = FMA(w, a2 + b2, t2), t3 = FMA(w, a3 + b3, t3);                      \
    }                                                                          \
    w = p->w[mid] - ZERO;                                                      \
    ST(p->dst + at, FMA(w, a1, t0));                                           \
    ST(p->dst + at + p->to, FMA(w, a2, t1));                                   \
    ST(p->dst + at + 2 * p->to, FMA(w, a3, t2));                               \
    ST(p->dst + at + 3 * p->to, FMA(w, LD(p->rows[mid + 3].first + at), t3));  \
    if (at == last)                                                            \
      break;                                                                   \
    at += LANES;                                                               \
    at = at < last ? at : last;                                                \
  }

void SUF(tall)(tall_args *p) { FILTER(vf, ld, st, fma_, (vf){0}, VL) }

void SUF(wide_tall)(wide_tall_args *p) { FILTER(hd, ldd, std, fmad, (hd){0}, HL) }

// Sums over squares of samples, and weighted sums of three rows.
#include "double.h"

typedef struct {
  double *dst;
  const float *src;
  i64 n; // a multiple of VL, at least VL
} add_wide_args;

void SUF(add_wide)(add_wide_args *p) {
  i64 i = 0;
  ROLL do {
    std(p->dst + i, ldd(p->dst + i) + widen(p->src + i));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const float *src;
  i64 n; // a multiple of VL, at least VL
  double by;
} add_wide_times_args;

void SUF(add_wide_times)(add_wide_times_args *p) {
  const hd by = bcd(p->by);
  i64 i = 0;
  ROLL do {
    std(p->dst + i, ldd(p->dst + i) + widen(p->src + i) * by);
    i += HL;
  } while (i < p->n);
}

// The sums of each two of the 2*HL doubles of a and b, in order. Blocks of 16
// bytes change places first: then shuffles within them suffice.
INLINE hd pair_sum(hd a, hd b) {
#if VL == 16
  hd x = SHUF(a, b, 0, 1, 4, 5, 8, 9, 12, 13), y = SHUF(a, b, 2, 3, 6, 7, 10, 11, 14, 15);
  return SHUF(x, y, 0, 8, 2, 10, 4, 12, 6, 14) + SHUF(x, y, 1, 9, 3, 11, 5, 13, 7, 15);
#elif VL == 8
  hd x = SHUF(a, b, 0, 1, 4, 5), y = SHUF(a, b, 2, 3, 6, 7);
  return SHUF(x, y, 0, 4, 2, 6) + SHUF(x, y, 1, 5, 3, 7);
#else
  return SHUF(a, b, 0, 2) + SHUF(a, b, 1, 3);
#endif
}

typedef struct {
  double *dst;
  const double *src; // 2n
  i64 n;             // a multiple of VL, at least VL
} pair_sums_args;

void SUF(pair_sums)(pair_sums_args *p) {
  i64 i = 0;
  ROLL do {
    std(p->dst + i, pair_sum(ldd(p->src + 2 * i), ldd(p->src + 2 * i + HL)));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const float *a, *b; // 2n samples each
  i64 n;              // a multiple of VL, at least VL
} quads_args;

void SUF(quads)(quads_args *p) {
  const float *a = p->a, *b = p->b;
  i64 i = 0;
  ROLL do {
    hd first = widen(a + 2 * i) + widen(b + 2 * i);
    hd second = widen(a + 2 * i + HL) + widen(b + 2 * i + HL);
    std(p->dst + i, pair_sum(first, second));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *up, *low; // n+m samples each
  i64 n;                  // a multiple of VL, at least VL
  i64 m;
  double scale;
} box_sum_args;

void SUF(box_sum)(box_sum_args *p) {
  const double *a = p->up, *b = a + p->m, *c = p->low, *d = c + p->m;
  const hd scale = bcd(p->scale);
  i64 i = 0;
  ROLL do {
    std(p->dst + i, ((ldd(a + i) + ldd(b + i)) + (ldd(c + i) + ldd(d + i))) * scale);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *a, *b, *c;
  i64 n; // a multiple of VL, at least VL
  double w[3], scale;
} blend_args;

void SUF(blend)(blend_args *p) {
  const hd wa = bcd(p->w[0]), wb = bcd(p->w[1]), wc = bcd(p->w[2]), scale = bcd(p->scale);
  i64 i = 0;
  ROLL do {
    hd ab = wa * ldd(p->a + i) + wb * ldd(p->b + i);
    std(p->dst + i, (ab + wc * ldd(p->c + i)) * scale);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  float *dst;        // 2n
  const double *src;
  i64 n;             // of src: a multiple of VL, at least VL
  double scale;
} twice_args;

void SUF(twice)(twice_args *p) {
  const hd scale = bcd(p->scale);
  i64 i = 0;
  ROLL do {
    hf v = __builtin_convertvector(ldd(p->src + i) * scale, hf);
    float *dst = p->dst + 2 * i;
#if VL == 16
    hf x = SHUF(v, v, 0, 0, 1, 1, 4, 4, 5, 5), y = SHUF(v, v, 2, 2, 3, 3, 6, 6, 7, 7);
    *(hfu *)dst = SHUF(x, y, 0, 1, 2, 3, 8, 9, 10, 11);
    *(hfu *)(dst + HL) = SHUF(x, y, 4, 5, 6, 7, 12, 13, 14, 15);
#elif VL == 8
    st4(dst, SHUF(v, v, 0, 0, 1, 1));
    st4(dst + HL, SHUF(v, v, 2, 2, 3, 3));
#else
    st4(dst, SHUF(v, v, 0, 0, 1, 1));
#endif
    i += HL;
  } while (i < p->n);
}

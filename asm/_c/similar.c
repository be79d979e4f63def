// What similarities lack to 1, and what the logistic function makes of it.
#include "double.h"

typedef struct {
  double *dst;
  const double *a, *b;
  i64 n;         // a multiple of VL, at least VL
  i64 magnitude; // all bits of a double but the sign
  double c, mask;
} dissimilar_args;

void SUF(dissimilar)(dissimilar_args *p) {
  const hl magnitude = p->magnitude - (hl){0};
  const hd c = bcd(p->c), mask = bcd(p->mask);
  i64 i = 0;
  ROLL do {
    hd a = absd(ldd(p->a + i), magnitude), b = absd(ldd(p->b + i), magnitude);
    hd d = a - b, t = (a * a + b * b) - mask * (a * b);
    std(p->dst + i, (d * d) / (t + c));
    i += HL;
  } while (i < p->n);
}

#define TERMS 12

typedef struct {
  double *dst;
  const double *a, *b;
  i64 n; // a multiple of VL, at least VL
  double half, two, step, far, one, series[TERMS];
} logistic_loss_args;

void SUF(logistic_loss)(logistic_loss_args *p) {
  i64 i = 0;
  ROLL do {
    FENCE; // constants are read again in every turn: there are too many
    hd t = (ldd(p->a + i) + ldd(p->b + i)) * bcd(p->half) * bcd(p->step);
    hd q = bcd(p->series[TERMS - 1]);
    UNROLL for (int k = TERMS - 2; k >= 0; k--) q = q * t + bcd(p->series[k]);
    t = t * q;
    hd two = bcd(p->two);
    UNROLL for (int k = 0; k < 4; k++) t = t * (t + two);
    t = t * bcd(p->far);
    hd one = bcd(p->one);
    std(p->dst + i, t / (one * (one + t)));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *k;
  const double *a, *b;
  i64 n;         // a multiple of VL, at least VL
  i64 magnitude; // all bits of a double but the sign
  double c, two;
} dissimilar_grad_args;

// k with the sign of b, or 0.
INLINE hd signed_or_0(hd k, hd b, hl magnitude, hl wanted) {
  return (hd)(((hl)k ^ ((hl)b & ~magnitude)) & wanted);
}

void SUF(dissimilar_grad)(dissimilar_grad_args *p) {
  const hl magnitude = p->magnitude - (hl){0};
  const hd c = bcd(p->c), two = bcd(p->two);
  i64 i = 0;
  ROLL do {
    hd b = ldd(p->b + i), a = absd(ldd(p->a + i), magnitude), q = absd(b, magnitude);
    hd den = (a * a + q * q) + c, part = ((a * a + a * q) + c) / den;
    hd d = two * ((q - a) / den) * part;
    std(p->k + i, ldd(p->k + i) * signed_or_0(d, b, magnitude, q != (hd){0}));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *k;
  const double *a, *b;
  i64 n;         // a multiple of VL, at least VL
  i64 magnitude; // all bits of a double but the sign
} max_abs_grad_args;

void SUF(max_abs_grad)(max_abs_grad_args *p) {
  const hl magnitude = p->magnitude - (hl){0};
  i64 i = 0;
  ROLL do {
    hd b = ldd(p->b + i), a = absd(ldd(p->a + i), magnitude);
    std(p->k + i, signed_or_0(ldd(p->k + i), b, magnitude, absd(b, magnitude) > a));
    i += HL;
  } while (i < p->n);
}

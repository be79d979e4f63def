// Logarithms of doubles by their bits and a series.
#ifndef LOG2_H
#define LOG2_H
#include "double.h"

typedef i64 hl __attribute__((vector_size(HL * 8)));
typedef unsigned long hul __attribute__((vector_size(HL * 8)));

#define TERMS 11

typedef struct {
  i64 root, offset, fraction, one, magic;
  double bias;
  double terms[TERMS];
} log_consts;

INLINE hl bcl(i64 v) { return v - (hl){0}; }

// The exponent of the double whose bits u are.
INLINE hd exponent(const log_consts *c, hl u) {
  return (hd)((hl)((hul)u >> 52) | bcl(c->magic)) - bcd(c->bias);
}

// The logarithm of a normal positive number. one is 1.
INLINE hd log2d(const log_consts *c, hd x, hd one) {
  hl u = (hl)x + bcl(c->offset);
  hd e = exponent(c, u);
  hd m = (hd)((u & bcl(c->fraction)) + bcl(c->root));
  hd f = (m - one) / (m + one), q = f * f;
  hd t = bcd(c->terms[TERMS - 1]);
  UNROLL for (int k = TERMS - 2; k >= 0; k--)
    t = t * q + bcd(c->terms[k]);
  return f * t + (e + (x - x));
}

// The fraction of a normal positive number, 1 to 2, and its exponent.
INLINE hd split(const log_consts *c, hd x, hd *e) {
  *e = exponent(c, (hl)x) + (x - x);
  return (hd)(((hl)x & bcl(c->fraction)) | bcl(c->one));
}

#endif

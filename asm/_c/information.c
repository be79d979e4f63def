// Information content weights of a Gaussian scale mixture.
#include "log2.h"

#define MOST 10

typedef struct {
  double *dst;
  const double *x, *y, *xx, *yy, *xy; // n+2 samples each
  const double *s;
  i64 n;     // a multiple of VL, at least VL
  i64 count; // eigenvalues
  double eigen[MOST];
  double ninth, tiny, noise, one, inverse, square;
  log_consts log;
} information_args;

INLINE hd mean(const information_args *p, const double *sums) {
  return (ldd(sums) + ldd(sums + 1) + ldd(sums + 2)) * bcd(p->ninth);
}

void SUF(information)(information_args *p) {
  i64 i = 0;
  ROLL do {
    hd x = mean(p, p->x + i), y = mean(p, p->y + i);
    hd vx = mean(p, p->xx + i) - x * x;
    hd vy = mean(p, p->yy + i) - y * y;
    hd vxy = mean(p, p->xy + i) - x * y;
    hd tiny = bcd(p->tiny);
    hd g = vxy / (vy + tiny), v = vx - g * vxy;
    hl flat = vy < tiny, gone = vx < tiny;
    v = choose(flat, vx, v);
    g = (hd)((hl)g & ~(flat | gone));
    v = (hd)((hl)v & ~gone);
    v = (hd)((hl)v & ~(v < (hd){0}));
    hd one = bcd(p->one), noise = bcd(p->noise);
    hd base = one + v * bcd(p->inverse);
    hd by = (v + (noise + g * g * noise)) * (ldd(p->s + i) * bcd(p->square));
    hd a = base + by * bcd(p->eigen[0]);
    UNROLL for (int k = 1; k < 5; k++)
      a *= base + by * bcd(p->eigen[k]);
    hd b = base + by * bcd(p->eigen[5]), e;
    i64 k = 6;
    ROLL for (; k < p->count; k++)
      b *= base + by * bcd(p->eigen[k]);
    b = split(&p->log, b, &e);
    hd w = log2d(&p->log, a * b, one) + e;
    std(p->dst + i, (hd)((hl)w & ~(w < tiny)));
    i += HL;
  } while (i < p->n);
}

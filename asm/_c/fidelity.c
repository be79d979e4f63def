// Visual information fidelity: products of what windows tell.
#include "log2.h"

#define CLASSES 8

typedef struct {
  double *sums; // two products: CLASSES fractions and CLASSES exponents each
  const double *x, *y, *xx, *yy, *xy;
  i64 n; // a multiple of CLASSES, at least CLASSES
  double tiny, noise, half, one;
  log_consts log;
} fidelity_args;

// The classes of a vector, of which the first column is at.
INLINE void classes(const fidelity_args *p, double *sums, i64 i) {
  hd told = ldd(sums), told_e = ldd(sums + CLASSES);
  hd all = ldd(sums + 2 * CLASSES), all_e = ldd(sums + 3 * CLASSES);
  ROLL do {
    FENCE; // AVX2 has no registers for constants
    hd x = ldd(p->x + i), y = ldd(p->y + i), tiny = bcd(p->tiny), one = bcd(p->one), e;
    hd vx = ldd(p->xx + i) - x * x;
    hd vy = ldd(p->yy + i) - y * y;
    hd vxy = ldd(p->xy + i) - x * y;
    vx = (hd)((hl)vx & ~(vx < (hd){0}));
    hd g = vxy / (vy + tiny), v = vx - g * vxy;
    hl flat = vy < tiny, gone = vx < tiny;
    v = choose(flat, vx, v);
    vy = (hd)((hl)vy & ~flat);
    g = (hd)((hl)g & ~(flat | gone));
    v = (hd)((hl)v & ~gone);
    hl against = g < (hd){0};
    v = choose(against, vx, v);
    g = (hd)((hl)g & ~against);
    v = choose(v < tiny, tiny, v);
    FENCE;
    told = split(&p->log, told * (one + g * g * vy / (v + bcd(p->noise))), &e);
    told_e += e;
    FENCE;
    all = split(&p->log, all * (one + vy * bcd(p->half)), &e);
    all_e += e;
    i += CLASSES;
  } while (i < p->n);
  std(sums, told);
  std(sums + CLASSES, told_e);
  std(sums + 2 * CLASSES, all);
  std(sums + 3 * CLASSES, all_e);
}

void SUF(fidelity)(fidelity_args *p) {
  i64 c = 0;
  ROLL do {
    classes(p, p->sums + c, c);
    c += HL;
  } while (c < CLASSES);
}

// Powers of similarities.
#include "log2.h"

#define POWER_TERMS 13

typedef struct {
  double *dst;
  const double *v;
  i64 n;         // a multiple of VL, at least VL
  i64 magnitude; // all bits of a double but the sign
  double power, negative, least, one, shift;
  double terms[POWER_TERMS];
  log_consts log;
} power_args;

// args: powerArgs
void SUF(times_power)(power_args *p) {
  i64 i = 0;
  ROLL do {
    FENCE; // constants are read again in every turn: there are too many
    hd v = ldd(p->v + i), x = absd(v, bcl(p->magnitude));
    hd l = log2d(&p->log, x, bcd(p->one)) * bcd(p->power);
    hd t = l + bcd(p->shift), f = l - (t - bcd(p->shift));
    hd e = bcd(p->terms[POWER_TERMS - 1]);
    UNROLL for (int k = POWER_TERMS - 2; k >= 0; k--)
      e = e * f + bcd(p->terms[k]);
    e = (hd)((hl)e + ((hl)t << 52)) + (x - x);
    hd turned = e * bcd(p->negative);
    PIN(turned); // else the factor is chosen, from a table that has 1
    e = choose(v < (hd){0}, turned, e);
    std(p->dst + i, ldd(p->dst + i) * (hd)((hl)e & ~(x < bcd(p->least))));
    i += HL;
  } while (i < p->n);
}

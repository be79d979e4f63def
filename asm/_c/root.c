// Fourth roots of similarities that may be negative.
#include "double.h"

typedef struct {
  double *re, *im;
  const double *u;
  i64 n;         // a multiple of VL, at least VL
  i64 magnitude; // all bits of a double but the sign
  double one, half_root;
} lost_root_args;

void SUF(lost_root)(lost_root_args *p) {
  const hl magnitude = p->magnitude - (hl){0};
  const hd one = bcd(p->one), half_root = bcd(p->half_root);
  i64 i = 0;
  ROLL do {
    hd u = ldd(p->u + i), g = one - u;
    hd h = sqrtd(absd(g, magnitude)), q = sqrtd(h), r = q * half_root;
    hd real = u / ((one + h) * (one + q));
    hl turned = g < (hd){0};
    std(p->re + i, (hd)(((hl)(one - r) & turned) | ((hl)real & ~turned)));
    std(p->im + i, (hd)(((hl)r ^ ~magnitude) & turned));
    i += HL;
  } while (i < p->n);
}

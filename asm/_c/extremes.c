// The least and the largest of numbers.
#include "double.h"

#define LANES 8

typedef struct {
  double *of; // the least, and the largest: LANES of each
  const double *v;
  i64 n; // a multiple of LANES, at least LANES
} extremes_args;

void SUF(extremes)(extremes_args *p) {
  hd least[LANES / HL], most[LANES / HL];
  UNROLL for (int j = 0; j < LANES / HL; j++) {
    least[j] = ldd(p->of + j * HL);
    most[j] = ldd(p->of + LANES + j * HL);
  }
  i64 i = 0;
  ROLL do {
    UNROLL for (int j = 0; j < LANES / HL; j++) {
      hd v = ldd(p->v + i);
      least[j] = choose(v < least[j], v, least[j]);
      most[j] = choose(v > most[j], v, most[j]);
      i += HL;
    }
  } while (i < p->n);
  UNROLL for (int j = 0; j < LANES / HL; j++) {
    std(p->of + j * HL, least[j]);
    std(p->of + LANES + j * HL, most[j]);
  }
}

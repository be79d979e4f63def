// Phase congruency of responses to filters, and similarities of features.
#include "double.h"

#define LANES 8
#define POINT (2 * LANES)
#define SCALES 4

typedef struct {
  const double *responses; // SCALES times points
  i64 pitch;               // numbers from scale to scale
  double *energy, *power, *amplitude;
  i64 points;         // at least 1
  double epsilon;
  i64 magnitude;      // all bits of a double but the sign
} energy_args;

// args: energyArgs
void SUF(energies)(energy_args *p) {
  const hd epsilon = bcd(p->epsilon);
  const hl magnitude = p->magnitude - (hl){0};
  const double *at = p->responses;
  i64 i = 0, n = LANES * p->points;
  ROLL do {
    const double *r = at;
    hd e = ldd(r), o = ldd(r + LANES);
    hd power = e * e + o * o;
    std(p->power + i, power);
    hd amplitude = sqrtd(power);
    UNROLL for (int s = 1; s < SCALES; s++) {
      r += p->pitch;
      hd f = ldd(r), q = ldd(r + LANES);
      e += f;
      o += q;
      amplitude += sqrtd(f * f + q * q);
      FENCE;
    }
    std(p->amplitude + i, ldd(p->amplitude + i) + amplitude);
    hd length = sqrtd(e * e + o * o) + epsilon;
    e /= length;
    o /= length;
    r = at;
    hd f = ldd(r), q = ldd(r + LANES);
    hd energy = (f * e + q * o) - absd(f * o - q * e, magnitude);
    UNROLL for (int s = 1; s < SCALES; s++) {
      r += p->pitch;
      f = ldd(r), q = ldd(r + LANES);
      energy += (f * e + q * o) - absd(f * o - q * e, magnitude);
      FENCE;
    }
    std(p->energy + i, energy);
    i += HL;
    at += HL;
    at += (i & (LANES - 1)) == 0 ? LANES : 0; // past the imaginary parts
    FENCE;
  } while (i < n);
}

typedef struct {
  double *dst;
  const double *src;
  i64 n; // a multiple of VL, at least VL
  double floor;
} add_above_args;

void SUF(add_above)(add_above_args *p) {
  const hd floor = bcd(p->floor);
  i64 i = 0;
  ROLL do {
    hd v = ldd(p->src + i) - floor;
    v = (hd)((hl)v & (hl)(v > (hd){0}));
    std(p->dst + i, ldd(p->dst + i) + v);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *src;
  i64 n; // a multiple of VL, at least VL
  double by;
} add_times_args;

void SUF(add_times)(add_times_args *p) {
  const hd by = bcd(p->by);
  i64 i = 0;
  ROLL do {
    std(p->dst + i, ldd(p->dst + i) + ldd(p->src + i) * by);
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *a, *b;
  i64 n; // a multiple of VL, at least VL
  double c;
} similarity_args;

INLINE hd similar(hd a, hd b, hd c) {
  hd ab = a * b;
  return ((ab + ab) + c) / ((a * a + b * b) + c);
}

void SUF(similarity)(similarity_args *p) {
  const hd c = bcd(p->c);
  i64 i = 0;
  ROLL do {
    std(p->dst + i, similar(ldd(p->a + i), ldd(p->b + i), c));
    i += HL;
  } while (i < p->n);
}

// args: similarityArgs
void SUF(times_similarity)(similarity_args *p) {
  const hd c = bcd(p->c);
  i64 i = 0;
  ROLL do {
    std(p->dst + i, ldd(p->dst + i) * similar(ldd(p->a + i), ldd(p->b + i), c));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *sums; // of products, and of weights: LANES of each
  const double *v, *a, *b;
  i64 n; // a multiple of LANES, at least LANES
} pool_args;

void SUF(pool)(pool_args *p) {
  hd sum[LANES / HL], weight[LANES / HL];
  UNROLL for (int j = 0; j < LANES / HL; j++) {
    sum[j] = ldd(p->sums + j * HL);
    weight[j] = ldd(p->sums + LANES + j * HL);
  }
  i64 i = 0;
  ROLL do {
    UNROLL for (int j = 0; j < LANES / HL; j++) {
      hd a = ldd(p->a + i), b = ldd(p->b + i);
      hl more = a > b;
      hd w = (hd)(((hl)a & more) | ((hl)b & ~more));
      sum[j] += ldd(p->v + i) * w;
      weight[j] += w;
      i += HL;
    }
  } while (i < p->n);
  UNROLL for (int j = 0; j < LANES / HL; j++) {
    std(p->sums + j * HL, sum[j]);
    std(p->sums + LANES + j * HL, weight[j]);
  }
}

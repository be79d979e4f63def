// Colours as L*, a*, b*, and how far apart two of them are.
#include "double.h"

typedef long hl __attribute__((vector_size(HL * 8)));
typedef int hi __attribute__((vector_size(HL * 4)));

// a where mask is set, b elsewhere.
INLINE hd pick(hl mask, hd a, hd b) { return (hd)((mask & (hl)a) | (~mask & (hl)b)); }
INLINE hd positive(hd v) { return pick(v < (hd){0}, (hd){0} - v, v); }

typedef struct {
  double *l, *a, *b;
  const float *red, *green, *blue;
  i64 n; // samples: a multiple of VL, at least VL
  double scale;
  double toe, slope, lift, gain, least;
  double x[3], y[3], z[3];
  double dark, steep, offset;
  double lightness[2], apart[2];
  double fifth[3], third[3];
  double one;
  float fifthStart[2], thirdStart[2];
} lab_args;

// Three numbers on their way at a time: what each waits for hides behind the
// others. They begin as about 1 over a root of u.
INLINE void first_roots(hd *r, const hd *u, const float *start) {
  UNROLL for (int c = 0; c < 3; c++) {
    hf log = __builtin_convertvector((hi)__builtin_convertvector(u[c], hf), hf);
    hf bits = (start[0] - (hf){0}) - (start[1] - (hf){0}) * log;
    r[c] = __builtin_convertvector((hf)__builtin_convertvector(bits, hi), hd);
  }
}

// e is what powers of r lack.
INLINE void better_roots(hd *r, const hd *e, const double *s) {
  hd t[3];
  UNROLL for (int c = 0; c < 3; c++)
    t[c] = e[c] * bcd(s[2]) + bcd(s[1]);
  UNROLL for (int c = 0; c < 3; c++)
    t[c] = e[c] * t[c] + bcd(s[0]);
  UNROLL for (int c = 0; c < 3; c++)
    r[c] = r[c] + (r[c] * e[c]) * t[c];
}

INLINE void samples(const lab_args *p, i64 i, hd *v) {
  v[0] = widen(p->red + i) * bcd(p->scale);
  v[1] = widen(p->green + i) * bcd(p->scale);
  v[2] = widen(p->blue + i) * bcd(p->scale);
}

// Samples are read once more at the end: there are no registers for them.
INLINE void linear(const lab_args *p, i64 i, hd *v) {
  hd u[3], r[3], e[3];
  samples(p, i, v);
  UNROLL for (int c = 0; c < 3; c++) {
    u[c] = (v[c] + bcd(p->lift)) * bcd(p->gain);
    u[c] = pick(u[c] > bcd(p->least), u[c], bcd(p->least));
  }
  first_roots(r, u, p->fifthStart);
  UNROLL for (int i = 0; i < 2; i++) {
    UNROLL for (int c = 0; c < 3; c++) {
      hd q = r[c] * r[c];
      e[c] = bcd(p->one) - u[c] * ((q * q) * r[c]);
    }
    better_roots(r, e, p->fifth);
  }
  FENCE;
  samples(p, i, v);
  UNROLL for (int c = 0; c < 3; c++) {
    hd t = u[c] * r[c];
    v[c] = pick(v[c] > bcd(p->toe), t * t * t, v[c] * bcd(p->slope));
  }
}

INLINE void cubic(const lab_args *p, hd *t) {
  hd u[3], r[3], e[3];
  UNROLL for (int c = 0; c < 3; c++)
    u[c] = pick(t[c] > bcd(p->dark), t[c], bcd(p->dark));
  first_roots(r, u, p->thirdStart);
  UNROLL for (int i = 0; i < 2; i++) {
    UNROLL for (int c = 0; c < 3; c++)
      e[c] = bcd(p->one) - u[c] * ((r[c] * r[c]) * r[c]);
    better_roots(r, e, p->third);
  }
  UNROLL for (int c = 0; c < 3; c++)
    t[c] = pick(t[c] > bcd(p->dark), u[c] * r[c] * r[c], t[c] * bcd(p->steep) + bcd(p->offset));
}

INLINE hd mix(const double *w, const hd *v) { return bcd(w[0]) * v[0] + bcd(w[1]) * v[1] + bcd(w[2]) * v[2]; }

void SUF(lab)(lab_args *p) {
  i64 i = 0;
  ROLL do {
    hd v[3];
    linear(p, i, v);
    hd t[3] = {mix(p->x, v), mix(p->y, v), mix(p->z, v)};
    cubic(p, t);
    std(p->l + i, bcd(p->lightness[0]) * t[1] - bcd(p->lightness[1]));
    std(p->a + i, bcd(p->apart[0]) * (t[0] - t[1]));
    std(p->b + i, bcd(p->apart[1]) * (t[1] - t[2]));
    i += HL;
  } while (i < p->n);
}

typedef struct {
  double *dst;
  const double *l1, *a1, *b1, *l2, *a2, *b2;
  i64 n; // samples: a multiple of VL, at least VL
  double one, half, chroma7;
  double hue[7], blue[2], square[15];
  double shift;
  double power[11], sine[7];
  double mid, light, sl, sc, sh;
  double dc[8], dh[8], cm[8]; // what is kept for later, more than registers are
} delta_e_args;

INLINE hd length(hd x, hd y) { return sqrtd(x * x + y * y); }

INLINE hd saturation(const delta_e_args *p, hd c) {
  hd q = c * c, t = (q * q) * (q * c);
  return sqrtd(t / (t + bcd(p->chroma7)));
}

// A polynomial of n terms, n odd, the highest first: even and odd powers apart,
// so that no chain is long.
INLINE hd polynomial(const double *terms, const int n, hd x) {
  hd q = x * x, even = bcd(terms[0]), odd = bcd(terms[1]);
  UNROLL for (int i = 2; i < n - 1; i += 2) {
    even = even * q + bcd(terms[i]);
    odd = odd * q + bcd(terms[i + 1]);
  }
  even = even * q + bcd(terms[n - 1]);
  return even + x * odd;
}

INLINE hd weight(const delta_e_args *p, hd c, hd s) {
  hd c2 = c * c - s * s, s2 = (c * s) + (c * s);
  hd c3 = c2 * c - s2 * s, s3 = s2 * c + c2 * s;
  hd t = bcd(p->one) + bcd(p->hue[0]) * c + bcd(p->hue[1]) * s + bcd(p->hue[2]) * c2;
  t = t + bcd(p->hue[3]) * c3 + bcd(p->hue[4]) * s3;
  hd c4 = c2 * c2 - s2 * s2, s4 = (c2 * s2) + (c2 * s2);
  return t + bcd(p->hue[5]) * c4 + bcd(p->hue[6]) * s4;
}

INLINE hd rotation(const delta_e_args *p, hd c, hd s) {
  hd q = bcd(p->one) + (c * bcd(p->blue[0]) + s * bcd(p->blue[1]));
  q = (hd)((q > (hd){0}) & (hl)q);
  hd v = bcd(p->one) - sqrtd(q * bcd(p->half));
  hd w = v * polynomial(p->square, 15, v);
  hd t = w + bcd(p->shift);
  hd e = polynomial(p->power, 11, w - (t - bcd(p->shift)));
  e = (hd)((hl)e - ((hl)t << 52));
  e = (hd)(~((s >= (hd){0}) & (c > (hd){0})) & (hl)e);
  return e * polynomial(p->sine, 7, e * e);
}

// √(c1·c2)·(cos, sin) of half the angle from one hue to the other.
INLINE void half_turn(const delta_e_args *p, hd p1, hd b1, hd p2, hd b2, hd cc, hd *cos, hd *sin) {
  const hd half = bcd(p->half), zero = {0};
  hd dot = p1 * p2 + b1 * b2, cross = p1 * b2 - p2 * b1;
  hl obtuse = dot < zero;
  hl second = (b1 < zero) | ((b1 == zero) & (p1 < zero));
  hl clockwise = (cross < zero) | ((cross == zero) & obtuse & second);
  hd more = sqrtd((cc + positive(dot)) * half);
  hd less = (hd)((cc > zero) & (hl)(positive(cross) * half / more));
  *cos = pick(obtuse, less, more);
  hd s = pick(obtuse, more, less);
  *sin = pick(clockwise, zero - s, s);
}

// The unit vector between two hues.
INLINE void mean_hue(const delta_e_args *p, hd p1, hd b1, hd p2, hd b2, hd c1, hd c2, hd *cos, hd *sin) {
  const hd one = bcd(p->one), zero = {0};
  hd x = *cos * (p1 * c2 + p2 * c1) + *sin * (b2 * c1 - b1 * c2);
  hd y = *cos * (b1 * c2 + b2 * c1) + *sin * (p1 * c2 - p2 * c1);
  hl colored = c1 * c2 > zero;
  x = pick(colored, x, p1 + p2);
  y = pick(colored, y, b1 + b2);
  hd q = x * x + y * y;
  hl some = q > zero;
  hd r = one / sqrtd(pick(some, q, one));
  *cos = pick(some, x, one) * r;
  *sin = (hd)(some & (hl)y) * r;
}

INLINE hd delta_e_of(delta_e_args *p, i64 i) {
  hd half = bcd(p->half), one = bcd(p->one);
  hd p1 = ldd(p->a1 + i), b1 = ldd(p->b1 + i), p2 = ldd(p->a2 + i), b2 = ldd(p->b2 + i);
  hd g = (one + half) - half * saturation(p, (length(p1, b1) + length(p2, b2)) * half);
  p1 *= g;
  p2 *= g;
  hd c1 = length(p1, b1), c2 = length(p2, b2);
  std(p->dc, c2 - c1);
  std(p->cm, (c1 + c2) * half);
  FENCE;
  hd cos, sin;
  half_turn(p, p1, b1, p2, b2, c1 * c2, &cos, &sin);
  std(p->dh, sin + sin);
  FENCE;
  mean_hue(p, p1, b1, p2, b2, c1, c2, &cos, &sin);
  PIN(cos);
  PIN(sin);
  FENCE;
  hd cm = ldd(p->cm), turn = saturation(p, cm);
  hd dc = ldd(p->dc) / (bcd(p->one) + bcd(p->sc) * cm);
  hd dh = ldd(p->dh) / (bcd(p->one) + bcd(p->sh) * (cm * weight(p, cos, sin)));
  turn = (turn + turn) * (dc * dh);
  hd sum = dc * dc, rest = dh * dh;
  PIN(turn);
  PIN(sum);
  PIN(rest);
  FENCE;
  rest = rest - rotation(p, cos, sin) * turn;
  PIN(rest);
  FENCE;
  hd l1 = ldd(p->l1 + i), l2 = ldd(p->l2 + i);
  hd l = (l1 + l2) * bcd(p->half) - bcd(p->mid);
  l = l * l;
  hd q = sqrtd(bcd(p->light) + l);
  hd dl = (l2 - l1) * q / (q + bcd(p->sl) * l);
  return sqrtd((dl * dl + sum) + rest);
}

void SUF(delta_e)(delta_e_args *p) {
  i64 i = 0;
  ROLL do {
    std(p->dst + i, delta_e_of(p, i));
    i += HL;
  } while (i < p->n);
}

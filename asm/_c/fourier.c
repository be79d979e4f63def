// Steps of Fourier transforms, eight side by side, and what goes with them. A
// point is LANES real parts and as many imaginary ones.
#include "double.h"

#define LANES 8
#define POINT (2 * LANES)

typedef struct {
  double *dst;
  const double *src;
  const double *turns, *roots;
  double *folded;
  i64 groups; // at least 1
  i64 n;      // doubles of a group and one of the radix: whole points, not 0
  i64 half;   // radix/2
  i64 left;   // groups to do
  i64 at;     // in a group
} step_args;

typedef struct { hd re, im; } hc;

INLINE hc ldc(const double *p) { return (hc){ldd(p), ldd(p + LANES)}; }
INLINE void stc(double *p, hc v) {
  std(p, v.re);
  std(p + LANES, v.im);
}
INLINE hc addc(hc a, hc b) { return (hc){a.re + b.re, a.im + b.im}; }
INLINE hc subc(hc a, hc b) { return (hc){a.re - b.re, a.im - b.im}; }

// v times a turn, which is read where it is needed: there are few registers.
INLINE hc turned(hc v, const double *turn) {
  hd c = bcd(turn[0]), s = bcd(turn[1]);
  return (hc){v.re * c - v.im * s, v.re * s + v.im * c};
}

// a - ib and a + ib
INLINE hc minus_i(hc a, hc b) { return (hc){a.re + b.im, a.im - b.re}; }
INLINE hc plus_i(hc a, hc b) { return (hc){a.re - b.im, a.im + b.re}; }

// Vectors of a point, one after another.
#define EACH_VECTOR(j) UNROLL for (int j = 0; j < LANES; j += HL)

// Both pointers go to what is behind the first of the radix.
INLINE void group2(double **dst, const double **src, const double *turns, i64 n, i64 out, const int turn) {
  double *to = *dst;
  const double *x = *src, *end = x + n;
  ROLL do {
    EACH_VECTOR(j) {
      hc a = ldc(x + j), b = ldc(x + n + j);
      if (turn)
        b = turned(b, turns);
      stc(to + j, addc(a, b));
      stc(to + out + j, subc(a, b));
      FENCE;
    }
    x += POINT;
    to += POINT;
    PTR(x);
    PTR(to);
  } while (x < end);
  *dst = to;
  *src = x;
}

// args: stepArgs
void SUF(step2)(step_args *p) {
  const double *x = p->src, *turns = p->turns;
  double *to = p->dst;
  const i64 n = p->n, out = n * p->groups;
  group2(&to, &x, turns, n, out, 0);
  ROLL while (--p->left > 0) {
    x += n;
    turns += 2;
    group2(&to, &x, turns, n, out, 1);
  }
}

INLINE void group4(double **dst, const double **src, const double *turns, i64 n, i64 out, const int turn) {
  double *to = *dst;
  const double *x = *src, *end = x + n;
  ROLL do {
    EACH_VECTOR(j) {
      hc b = ldc(x + n + j), d = ldc(x + 3 * n + j);
      if (turn) {
        b = turned(b, turns);
        d = turned(d, turns + 4);
      }
      hc u = addc(b, d), v = subc(b, d);
      FENCE;
      hc a = ldc(x + j), c = ldc(x + 2 * n + j);
      if (turn)
        c = turned(c, turns + 2);
      hc s = addc(a, c), t = subc(a, c);
      stc(to + j, addc(s, u));
      stc(to + out + j, minus_i(t, v));
      stc(to + 2 * out + j, subc(s, u));
      stc(to + 3 * out + j, plus_i(t, v));
      FENCE;
    }
    x += POINT;
    to += POINT;
    PTR(x);
    PTR(to);
  } while (x < end);
  *dst = to;
  *src = x;
}

// args: stepArgs
void SUF(step4)(step_args *p) {
  const double *x = p->src, *turns = p->turns;
  double *to = p->dst;
  const i64 n = p->n, out = n * p->groups;
  group4(&to, &x, turns, n, out, 0);
  ROLL while (--p->left > 0) {
    x += 3 * n;
    turns += 6;
    group4(&to, &x, turns, n, out, 1);
  }
}

INLINE void group3(double **dst, const double **src, const double *turns, const double *roots, i64 n, i64 out) {
  double *to = *dst;
  const double *x = *src, *end = x + n;
  ROLL do {
    EACH_VECTOR(j) {
      hc a = turned(ldc(x + n + j), turns), b = turned(ldc(x + 2 * n + j), turns + 2);
      hc s = addc(a, b), d = subc(a, b), first = ldc(x + j);
      stc(to + j, addc(first, s));
      hd cos = bcd(roots[0]), sin = bcd(roots[1]);
      a = (hc){first.re + s.re * cos, first.im + s.im * cos};
      b = (hc){d.re * sin, d.im * sin};
      stc(to + out + j, minus_i(a, b));
      stc(to + 2 * out + j, plus_i(a, b));
      FENCE;
    }
    x += POINT;
    to += POINT;
    PTR(x);
    PTR(to);
  } while (x < end);
  *dst = to;
  *src = x;
}

// What step_odd does, by registers alone.
// args: stepArgs
void SUF(step3)(step_args *p) {
  const double *x = p->src, *turns = p->turns, *roots = p->roots;
  double *to = p->dst;
  const i64 n = p->n, out = n * p->groups;
  ROLL do {
    group3(&to, &x, turns, roots, n, out);
    x += 2 * n;
    turns += 4;
    PTR(x);
    PTR(turns);
  } while (--p->left > 0);
}

// The sums and differences of points q and radix-q, q = 1…h, go to f.
INLINE hc fold(double *f, const double *x, const double *turns, i64 n, i64 h) {
  const double *y = x + 2 * h * n, *y_turn = turns + 4 * h - 2;
  hc all = ldc(x);
  ROLL do {
    x += n;
    hc a = turned(ldc(x), turns), b = turned(ldc(y), y_turn);
    hc s = addc(a, b);
    stc(f, s);
    stc(f + POINT, subc(a, b));
    all = addc(all, s);
    PIN(all.re);
    PIN(all.im);
    FENCE;
    f += 2 * POINT;
    turns += 2;
    y_turn -= 2;
    y -= n;
    PTR(x);
    PTR(y);
    PTR(f);
    PTR(turns);
    PTR(y_turn);
  } while (x < y);
  return all;
}

// Points u and radix-u of one vector.
INLINE void unfold(double *to, double *y, const double *f, const double *roots, hc a, const double *end) {
  hd c = bcd(roots[0]), s = bcd(roots[1]);
  hc sum = ldc(f), diff = ldc(f + POINT);
  a = (hc){a.re + sum.re * c, a.im + sum.im * c};
  hc b = {diff.re * s, diff.im * s};
  ROLL for (roots += 2; roots < end; roots += 2) {
    f += 2 * POINT;
    c = bcd(roots[0]), s = bcd(roots[1]);
    sum = ldc(f), diff = ldc(f + POINT);
    a = (hc){a.re + sum.re * c, a.im + sum.im * c};
    b = (hc){b.re + diff.re * s, b.im + diff.im * s};
    FENCE;
  }
  stc(to, minus_i(a, b));
  stc(y, plus_i(a, b));
}

// One vector of all points of a group: of src and dst in p.
INLINE void vector_odd(const step_args *p) {
  const double *x = p->src + p->at;
  hc all = fold(p->folded, x, p->turns, p->n, p->half), first = ldc(x);
  FENCE;
  const i64 out = p->n * p->groups;
  double *to = p->dst + p->at, *y = to + 2 * p->half * out;
  const double *roots = p->roots;
  stc(to, all);
  ROLL do {
    to += out;
    const double *end = roots + 2 * p->half;
    PTR(end);
    unfold(to, y, p->folded, roots, first, end);
    roots = end;
    y -= out;
    PTR(to);
    PTR(y);
  } while (to < y);
}

// What goes from group to group is in p: there are few registers.
// args: stepArgs
void SUF(step_odd)(step_args *p) {
  ROLL do {
    p->at = 0;
    ROLL do {
      vector_odd(p);
      p->at += HL;
      p->at += p->at & LANES; // past the imaginary parts
      FENCE;
    } while (p->at < p->n);
    p->src += (2 * p->half + 1) * p->n;
    p->dst += p->n;
    p->turns += 4 * p->half;
    FENCE;
  } while (--p->left > 0);
}

typedef struct {
  double *x;
  const double *turns;
  i64 points; // at least 1
} rotate_args;

// args: rotateArgs
void SUF(rotate_points)(rotate_args *p) {
  double *x = p->x;
  const double *turns = p->turns;
  i64 k = p->points;
  ROLL do {
    EACH_VECTOR(j) stc(x + j, turned(ldc(x + j), turns));
    x += POINT;
    turns += 2;
  } while (--k > 0);
}

typedef struct {
  double *dst;
  const double *src, *by, *and_by;
  i64 points; // at least 1
} weigh_points_args;

void SUF(weigh_points)(weigh_points_args *p) {
  double *dst = p->dst;
  const double *src = p->src, *by = p->by, *and_by = p->and_by;
  i64 k = p->points;
  ROLL do {
    EACH_VECTOR(j) {
      hd w = ldd(by + j) * ldd(and_by + j);
      hc v = ldc(src + j);
      stc(dst + j, (hc){v.re * w, v.im * w});
    }
    dst += POINT;
    src += POINT;
    by += LANES;
    and_by += LANES;
  } while (--k > 0);
}

typedef struct {
  double *dst;
  const double *src;
  i64 tiles; // at least 1
  i64 pitch; // doubles from tile to tile of dst
} flip_args;

typedef double q4 __attribute__((vector_size(32)));
typedef double q4u __attribute__((vector_size(32), aligned(8), may_alias));

INLINE q4 ldq(const double *p) { return *(const q4u *)p; }
INLINE void stq(double *p, q4 v) { *(q4u *)p = v; }

// 4x4 numbers of a tile
INLINE void quarter(double *dst, const double *src) {
  q4 a = ldq(src), b = ldq(src + POINT), c = ldq(src + 2 * POINT), d = ldq(src + 3 * POINT);
  q4 ab = SHUF(a, b, 0, 4, 2, 6), cd = SHUF(c, d, 0, 4, 2, 6);
  q4 ba = SHUF(a, b, 1, 5, 3, 7), dc = SHUF(c, d, 1, 5, 3, 7);
  stq(dst, SHUF(ab, cd, 0, 1, 4, 5));
  stq(dst + POINT, SHUF(ba, dc, 0, 1, 4, 5));
  stq(dst + 2 * POINT, SHUF(ab, cd, 2, 3, 6, 7));
  stq(dst + 3 * POINT, SHUF(ba, dc, 2, 3, 6, 7));
  FENCE;
}

void SUF(flip)(flip_args *p) {
  double *dst = p->dst;
  const double *src = p->src;
  i64 k = p->tiles;
  ROLL do {
    UNROLL for (int part = 0; part < POINT; part += LANES) {
      quarter(dst + part, src + part);
      quarter(dst + part + 4, src + part + 4 * POINT);
      quarter(dst + part + 4 * POINT, src + part + 4);
      quarter(dst + part + 4 * POINT + 4, src + part + 4 * POINT + 4);
    }
    dst += p->pitch;
    src += LANES * POINT;
  } while (--k > 0);
}

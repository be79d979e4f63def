// Gradients of differences, sample by sample.
#include "isa.h"

typedef int vi __attribute__((vector_size(VL * 4)));

typedef struct {
  float *dst;
  const float *x, *y;
  i64 n; // columns: a multiple of VL, at least VL
  float k;
} grad_diff_args;

// args: gradDiffArgs
void SUF(scale_diff)(grad_diff_args *p) {
  float *dst = p->dst;
  const float *x = p->x, *y = p->y;
  const vf k = bc(p->k);
  i64 n = p->n;
  ROLL do {
    st(dst, (ld(x) - ld(y)) * k);
    dst += VL;
    x += VL;
    y += VL;
    n -= VL;
  } while (n > 0);
}

// args: gradDiffArgs
void SUF(sign_diff)(grad_diff_args *p) {
  float *dst = p->dst;
  const float *x = p->x, *y = p->y;
  const vf k = bc(p->k);
  i64 n = p->n;
  ROLL do {
    vf a = ld(x), b = ld(y);
    st(dst, (vf)((vi)k & (vi)(a > b)) - (vf)((vi)k & (vi)(a < b)));
    dst += VL;
    x += VL;
    y += VL;
    n -= VL;
  } while (n > 0);
}

typedef struct {
  float *loss, *a, *b, *c;
  const float *s, *d, *v, *dd; // windowed means of the fields, and V
  i64 n;                       // columns: a multiple of VL, at least VL
  float c1, centre2, offset, one;
} coef_args;

// args: coefArgs
void SUF(coef_cs)(coef_args *p) {
  i64 i = 0;
  ROLL do {
    vf ms = ld(p->s + i), mc = ld(p->d + i), v = ld(p->v + i);
    vf d = fma_(-mc, mc, ld(p->dd + i));
    vf t = bc(p->one) / (v + d);
    vf vt = v * t, dt = d * t;
    st(p->loss + i, (d + d) * t);
    st(p->c + i, t * vt);
    st(p->b + i, t * dt);
    st(p->a + i, t * fma_(mc, vt, -(ms * dt)));
    i += VL;
  } while (i < p->n);
}

typedef struct {
  float *dst;
  const float *a, *b, *c, *x, *y;
  i64 n; // columns: a multiple of VL, at least VL
  float centre2, offset, k;
} combine_args;

void SUF(combine)(combine_args *p) {
  const vf centre2 = bc(p->centre2), offset = bc(p->offset), k = bc(p->k);
  i64 i = 0;
  ROLL do {
    vf x = ld(p->x + i), y = ld(p->y + i);
    vf s = (x + y) - centre2, d = (x - y) - offset;
    vf t = fma_(s, ld(p->b + i), ld(p->a + i));
    st(p->dst + i, fma_(-d, ld(p->c + i), t) * k);
    i += VL;
  } while (i < p->n);
}

typedef struct {
  float *dst;
  const float *src;
  i64 n; // samples of src: a multiple of 4, at least 4
  float own, k;
} spread_args;

// Four samples at a time in every target: interleaving needs no table then.
void SUF(spread)(spread_args *p) {
  float *dst = p->dst;
  const float *src = p->src;
  const v4 own = p->own - (v4){0}, k = p->k - (v4){0};
  i64 n = p->n;
  ROLL do {
    v4 t = ld4(src) * k;
    st4(dst, ld4(dst) * own + SHUF(t, t, 0, 0, 1, 1));
    st4(dst + 4, ld4(dst + 4) * own + SHUF(t, t, 2, 2, 3, 3));
    dst += 8;
    src += 4;
    n -= 4;
  } while (n > 0);
}

// Loss u of a product, and e of one more similarity.
INLINE vf joined(const coef_args *p, vf u, vf e) { return fma_(e, bc(p->one) - u, u); }

// args: coefArgs
void SUF(join_cs)(coef_args *p) {
  i64 i = 0;
  ROLL do {
    vf mc = ld(p->d + i), v = ld(p->v + i);
    vf d = fma_(-mc, mc, ld(p->dd + i));
    vf e = (d + d) * (bc(p->one) / (v + d));
    st(p->loss + i, joined(p, ld(p->loss + i), e));
    i += VL;
  } while (i < p->n);
}

// args: coefArgs
void SUF(join_l)(coef_args *p) {
  i64 i = 0;
  ROLL do {
    vf u = ld(p->s + i) + bc(p->centre2), md = ld(p->d + i) + bc(p->offset);
    vf a = fma_(u, u, bc(p->c1)), b = md * md;
    st(p->loss + i, joined(p, ld(p->loss + i), (b + b) * (bc(p->one) / (a + b))));
    i += VL;
  } while (i < p->n);
}

// args: coefArgs
void SUF(coef_l)(coef_args *p) {
  i64 i = 0;
  ROLL do {
    vf u = ld(p->s + i) + bc(p->centre2), md = ld(p->d + i) + bc(p->offset);
    vf a = fma_(u, u, bc(p->c1)), b = md * md;
    vf r = bc(p->one) / (a + b);
    st(p->loss + i, (b + b) * r);
    st(p->a + i, r * fma_(u, b * r, -(md * (a * r))));
    i += VL;
  } while (i < p->n);
}

typedef struct {
  float *dst;
  const float *a, *b;
  i64 n; // columns: a multiple of VL, at least VL
  float one;
} point_args;

// args: pointOpArgs
void SUF(mul)(point_args *p) {
  i64 i = 0;
  ROLL do {
    st(p->dst + i, ld(p->a + i) * ld(p->b + i));
    i += VL;
  } while (i < p->n);
}

// args: pointOpArgs
void SUF(join)(point_args *p) {
  const vf one = bc(p->one);
  i64 i = 0;
  ROLL do {
    vf u = ld(p->a + i);
    st(p->dst + i, fma_(ld(p->b + i), one - u, u));
    i += VL;
  } while (i < p->n);
}

// args: pointOpArgs
void SUF(complement)(point_args *p) {
  const vf one = bc(p->one);
  i64 i = 0;
  ROLL do {
    st(p->dst + i, one - ld(p->a + i));
    i += VL;
  } while (i < p->n);
}

typedef struct {
  float *dst;
  const float *x, *y, *w;
  i64 n; // columns: a multiple of VL, at least VL
  float k;
} add_sign_args;

void SUF(add_sign)(add_sign_args *p) {
  const vf k = bc(p->k);
  i64 i = 0;
  ROLL do {
    vf a = ld(p->x + i), b = ld(p->y + i), t = ld(p->w + i) * k;
    vf up = (vf)((vi)t & (vi)(a > b)), down = (vf)((vi)t & (vi)(a < b));
    st(p->dst + i, ld(p->dst + i) + (up - down));
    i += VL;
  } while (i < p->n);
}

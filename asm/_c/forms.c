// Products of rows with each other, and quadratic forms of their columns.
#include "double.h"

typedef struct {
  const double *first;
  i64 len, cap;
} row; // a slice of Go

#define CLASSES 8
#define ND (CLASSES / HL)

typedef struct {
  double *sums; // CLASSES a row
  const double *a;
  const row *rows;
  i64 count; // rows, at least 1
  i64 n;     // samples: a multiple of CLASSES, at least CLASSES
} dots_args;

// m rows at a time, so that additions need not wait for each other.
INLINE void dots(double *sums, const double *a, const row *rows, i64 n, const int m) {
  hd t[4][ND];
  UNROLL for (int r = 0; r < m; r++)
    UNROLL for (int j = 0; j < ND; j++)
      t[r][j] = ldd(sums + CLASSES * r + HL * j);
  i64 i = 0;
  ROLL do {
    UNROLL for (int j = 0; j < ND; j++)
      UNROLL for (int r = 0; r < m; r++)
        t[r][j] += ldd(a + i + HL * j) * ldd(rows[r].first + i + HL * j);
    i += CLASSES;
  } while (i < n);
  UNROLL for (int r = 0; r < m; r++)
    UNROLL for (int j = 0; j < ND; j++)
      std(sums + CLASSES * r + HL * j, t[r][j]);
}

void SUF(dots)(dots_args *p) {
  double *sums = p->sums;
  const row *rows = p->rows;
  i64 left = p->count;
  ROLL do {
    const i64 m = left >= 4 ? 4 : 1;
    if (m == 4)
      dots(sums, p->a, rows, p->n, 4);
    else
      dots(sums, p->a, rows, p->n, 1);
    sums += m * CLASSES;
    rows += m;
    left -= m;
  } while (left > 0);
}

typedef struct {
  double *dst;
  const double *u; // count x count
  const row *rows;
  i64 count; // rows, at least 1
  i64 n;     // samples: a multiple of VL, at least VL
} square_form_args;

// m vectors of columns share the weights.
INLINE void form(const square_form_args *p, i64 at, const int m) {
  const double *u = p->u;
  const row *end = p->rows + p->count;
  hd q[4];
  UNROLL for (int v = 0; v < m; v++)
    q[v] = (hd){0};
  i64 k = p->count;
  ROLL do {
    hd t[4];
    UNROLL for (int v = 0; v < m; v++)
      t[v] = (hd){0};
    const row *r = p->rows;
    ROLL do {
      hd w = bcd(*u++);
      const double *y = r++->first + at;
      UNROLL for (int v = 0; v < m; v++)
        t[v] += w * ldd(y + HL * v);
    } while (r < end);
    UNROLL for (int v = 0; v < m; v++)
      q[v] += t[v] * t[v];
  } while (--k > 0);
  UNROLL for (int v = 0; v < m; v++)
    std(p->dst + at + HL * v, q[v]);
}

void SUF(square_form)(square_form_args *p) {
  i64 at = 0;
  ROLL do {
    const i64 m = at + 4 * HL <= p->n ? 4 : 1;
    if (m == 4)
      form(p, at, 4);
    else
      form(p, at, 1);
    at += m * HL;
  } while (at < p->n);
}

// Means of 2x2 samples: two rows become one of half the length.
#include "bytes.h"

typedef struct {
  float *dst;
  const float *a, *b;   // the first two rows, of 2n floats
  i64 n;                // outputs of a row: a multiple of VL, at least VL
  i64 rows;             // rows of outputs, at least 1
  i64 to, from;         // floats from row to row of dst, from pair to pair of rows of a and b
  float quarter;        // .25: a constant here would become a table
} halve_args;

void SUF(halve)(halve_args *p) {
  const vf quarter = bc(p->quarter);
  float *dst = p->dst;
  const float *a = p->a, *b = p->b;
  i64 rows = p->rows;
  ROLL do {
    i64 i = 0;
    ROLL do {
      vf a0, a1, b0, b1;
      pairs(a + 2 * i, &a0, &a1);
      pairs(b + 2 * i, &b0, &b1);
      st(dst + i, ((a0 + a1) + (b0 + b1)) * quarter);
      i += VL;
    } while (i < p->n);
    dst += p->to;
    a += p->from;
    b += p->from;
  } while (--rows > 0);
}

// Twice VL lanes of 16 bits, and the first and the last VL of them.
typedef unsigned short vus __attribute__((vector_size(VL * 4)));
#if VL == 16
#define LOW(v) SHUF(v, v, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#define HIGH(v) SHUF(v, v, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)
#elif VL == 8
#define LOW(v) SHUF(v, v, 0, 1, 2, 3, 4, 5, 6, 7)
#define HIGH(v) SHUF(v, v, 8, 9, 10, 11, 12, 13, 14, 15)
#else
#define LOW(v) SHUF(v, v, 0, 1, 2, 3)
#define HIGH(v) SHUF(v, v, 4, 5, 6, 7)
#endif

typedef struct {
  float *dst;
  const u8 *a, *b;      // the first two rows, of 2n bytes
  i64 n;                // outputs of a row: at least 2*VL
  i64 rows;             // rows of outputs, at least 1
  i64 to, from;         // floats from row to row of dst, bytes from pair to pair of a and b
  float quarter;        // .25
  u8 one;
} halve_bytes_args;

// All sums are exact, in any order. The last outputs may be made twice.
void SUF(halve_bytes)(halve_bytes_args *p) {
  const vf quarter = bc(p->quarter);
  const vb ones = p->one - (vb){0};
  float *dst = p->dst;
  const u8 *a = p->a, *b = p->b;
  const i64 last = p->n - 2 * VL;
  i64 rows = p->rows;
  ROLL do {
    i64 i = 0;
    ROLL do {
      i = i < last ? i : last;
      vus sum = (vus)(pair_sums(ldb(a + 2 * i), ones) + pair_sums(ldb(b + 2 * i), ones));
      st(dst + i, floats((vb)__builtin_convertvector(LOW(sum), vi)) * quarter);
      st(dst + i + VL, floats((vb)__builtin_convertvector(HIGH(sum), vi)) * quarter);
      i += 2 * VL;
    } while (i < p->n);
    dst += p->to;
    a += p->from;
    b += p->from;
  } while (--rows > 0);
}

// Sums of differences of bytes. All are integers, so any order will do.
#include "bytes.h"

typedef unsigned vw __attribute__((vector_size(VL * 4)));
typedef unsigned short vus __attribute__((vector_size(VL * 4)));
typedef unsigned long vq __attribute__((vector_size(VL * 4)));
typedef vq vqu __attribute__((aligned(8), may_alias));

#define BYTES (4 * VL) // of a vector

typedef struct {
  const u8 *x, *y;
  i64 n;                  // bytes of a row: at least BYTES, at most 2^18
  i64 rows;               // at least 1
  i64 x_step, y_step;     // from row to row
  const u8 *rest;         // BYTES bytes: all bits of the last n%BYTES, none of others
  unsigned long abs[8];   // |x-y|, to be added up
  unsigned long sq[8];    // (x-y)^2
  unsigned short low;     // the lower byte of two
} byte_sums_args;

// In each lane the squares of four bytes of d, and the sum of four, which are |x-y|,
// or that of eight in each second lane.
#if VL == 4
INLINE vb apart(vb x, vb y) { return vabdq_u8(x, y); }
INLINE vw bytes(vb x, vb y, vb d) { return vpaddlq_u16(vpaddlq_u8(d)); }
INLINE vw squares(vb d, vs low) {
  uint8x8_t h = vget_low_u8(d);
  return vpadalq_u16(vpaddlq_u16(vmull_u8(h, h)), vmull_high_u8(d, d));
}
#else
#if VL == 16
typedef char vc __attribute__((vector_size(64)));
INLINE vw bytes(vb x, vb y, vb d) { return (vw)__builtin_ia32_psadbw512((vc)x, (vc)y); }
INLINE vw dot(vs v) { return (vw)__builtin_ia32_pmaddwd512(v, v); }
#else
typedef char vc __attribute__((vector_size(32)));
INLINE vw bytes(vb x, vb y, vb d) { return (vw)__builtin_ia32_psadbw256((vc)x, (vc)y); }
INLINE vw dot(vs v) { return (vw)__builtin_ia32_pmaddwd256(v, v); }
#endif
INLINE vb apart(vb x, vb y) { return __builtin_elementwise_max(x, y) - __builtin_elementwise_min(x, y); }
INLINE vw squares(vb d, vs low) { return dot((vs)d & low) + dot((vs)((vus)d >> 8)); }
#endif

INLINE void add(vw *abs, vw *sq, vb x, vb y, vs low) {
  vb d = apart(x, y);
  *abs += bytes(x, y, d);
  *sq += squares(d, low);
}

// The sums of pairs of lanes.
INLINE vq wide(vw v) {
  vq low = (vq)v << 32;
  PIN(low); // or a mask would come from a table
  return (low >> 32) + ((vq)v >> 32);
}

// A lane of 32 bits has room for the squares of a row: 2^18 bytes are at most
// 2^14 vectors, of which each adds 4*255^2.
void SUF(byte_sums)(byte_sums_args *p) {
  const vs low = (short)p->low - (vs){0};
  const vb rest = ldb(p->rest);
  const u8 *x = p->x, *y = p->y;
  i64 rows = p->rows;
  const i64 n = p->n, whole = n & -BYTES;
  vq abs = {0}, sq = {0};
  ROLL do {
    vw row_abs = {0}, row_sq = {0};
    add(&row_abs, &row_sq, ldb(x + n - BYTES) & rest, ldb(y + n - BYTES) & rest, low);
    i64 i = 0;
    ROLL do {
      add(&row_abs, &row_sq, ldb(x + i), ldb(y + i), low);
      i += BYTES;
    } while (i < whole);
    abs += wide(row_abs);
    sq += wide(row_sq);
    x += p->x_step;
    y += p->y_step;
  } while (--rows > 0);
  *(vqu *)p->abs = abs;
  *(vqu *)p->sq = sq;
}

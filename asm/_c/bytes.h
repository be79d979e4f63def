// From bytes to lanes: loads, shuffles by tables, integers to floats.
#ifndef BYTES_H
#define BYTES_H
#include "isa.h"

typedef unsigned char u8;
typedef int vi __attribute__((vector_size(VL * 4)));
typedef unsigned char vb __attribute__((vector_size(VL * 4)));
typedef unsigned char b16 __attribute__((vector_size(16)));
typedef i64 q2 __attribute__((vector_size(16)));
typedef q2 q2u __attribute__((aligned(1), may_alias));

typedef vb vbu __attribute__((aligned(1), may_alias));

INLINE b16 ld16(const u8 *p) { return (b16)*(const q2u *)p; }
INLINE vb ldb(const u8 *p) { return *(const vbu *)p; }

// VL bytes as floats.
INLINE vf ld8(const u8 *p) {
  typedef u8 part __attribute__((vector_size(VL), aligned(1), may_alias));
  return __builtin_convertvector(__builtin_convertvector(*(const part *)p, vi), vf);
}

// k in every lane. It must come from memory: a constant would be a table.
INLINE vi bci(int k) { return k - (vi){0}; }

// The same 16 bytes in every 16 of the vector.
INLINE vb every16(b16 t) {
#if VL == 16
  q2 q = (q2)t;
  return (vb)SHUF(q, q, 0, 1, 0, 1, 0, 1, 0, 1);
#elif VL == 8
  q2 q = (q2)t;
  return (vb)SHUF(q, q, 0, 1, 0, 1);
#else
  return t;
#endif
}

// A vector of 16 bytes from p, the next 16 from p+step, and so on.
INLINE vb ldsteps(const u8 *p, i64 step) {
#if VL == 16
  q2 a = (q2)ld16(p), b = (q2)ld16(p + step);
  q2 c = (q2)ld16(p + 2 * step), d = (q2)ld16(p + 3 * step);
  return (vb)SHUF(SHUF(a, b, 0, 1, 2, 3), SHUF(c, d, 0, 1, 2, 3), 0, 1, 2, 3, 4, 5, 6, 7);
#elif VL == 8
  q2 a = (q2)ld16(p), b = (q2)ld16(p + step);
  return (vb)SHUF(a, b, 0, 1, 2, 3);
#else
  return ld16(p);
#endif
}

// Byte i is the byte of the same 16 of v that t[i] names; 0x80 names a zero.
#if VL == 16
INLINE vb lookup(vb v, vb t) {
  typedef char c64 __attribute__((vector_size(64)));
  return (vb)__builtin_ia32_pshufb512((c64)v, (c64)t);
}
#elif VL == 8
INLINE vb lookup(vb v, vb t) {
  typedef char c32 __attribute__((vector_size(32)));
  return (vb)__builtin_ia32_pshufb256((c32)v, (c32)t);
}
#else
INLINE vb lookup(vb v, vb t) { return vqtbl1q_u8(v, t); }
#endif

// The lanes as integers below 2^31, which become floats.
INLINE vf floats(vb v) { return __builtin_convertvector((vi)v, vf); }

// Of each pair of bytes the sum, where ones are 1; or with a vector of 1 and -1 the
// difference, which NEON does otherwise.
typedef short vs __attribute__((vector_size(VL * 4)));
#if VL == 16
INLINE vs pair_sums(vb v, vb ones) {
  typedef char c64 __attribute__((vector_size(64)));
  return (vs)__builtin_ia32_pmaddubsw512((c64)v, (c64)ones);
}
#elif VL == 8
INLINE vs pair_sums(vb v, vb ones) {
  typedef char c32 __attribute__((vector_size(32)));
  return (vs)__builtin_ia32_pmaddubsw256((c32)v, (c32)ones);
}
#else
INLINE vs pair_sums(vb v, vb ones) { return (vs)vpaddlq_u8(v); }
#endif

#endif

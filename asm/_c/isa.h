// The vector vocabulary: one C body, three instruction sets. What differs
// between them is here and nowhere else.
//
// Arithmetic is pinned: nothing is contracted, every fused multiply-add is
// written fma_(), so that all targets round alike.
#ifndef ISA_H
#define ISA_H

#if defined(__AVX512F__)
#define VL 16
#define SUF(name) name##_avx512
#define VREG "+v"
#elif defined(__AVX2__)
#define VL 8
#define SUF(name) name##_avx2
#define VREG "+x"
#elif defined(__aarch64__)
#include <arm_neon.h>
#define VL 4
#define SUF(name) name##_neon
#define VREG "+w"
#else
#error "unknown target"
#endif

#define INLINE static inline __attribute__((always_inline, unused))

typedef long i64;
typedef float v4 __attribute__((vector_size(16)));
typedef float vf __attribute__((vector_size(VL * 4)));
typedef double vd __attribute__((vector_size(VL * 8)));
// The same in memory: any float's address, aliasing whatever is there.
typedef float v4u __attribute__((vector_size(16), aligned(4), may_alias));
typedef float vfu __attribute__((vector_size(VL * 4), aligned(4), may_alias));
typedef double vdu __attribute__((vector_size(VL * 8), aligned(8), may_alias));

INLINE v4 ld4(const float *p) { return *(const v4u *)p; }
INLINE void st4(float *p, v4 v) { *(v4u *)p = v; }
INLINE vf ld(const float *p) { return *(const vfu *)p; }
INLINE void st(float *p, vf v) { *(vfu *)p = v; }

// f in every lane. It must come from memory: a constant would be a table.
INLINE vf bc(float f) { return f - (vf){0}; }

// a*b + c, rounded once
#if VL == 16
INLINE vf fma_(vf a, vf b, vf c) { return __builtin_ia32_vfmaddps512_mask(a, b, c, (unsigned short)-1, 4); }
#elif VL == 8
INLINE vf fma_(vf a, vf b, vf c) { return __builtin_ia32_vfmaddps256(a, b, c); }
#else
INLINE vf fma_(vf a, vf b, vf c) { return vfmaq_f32(c, a, b); }
#endif

// The first and the second of each pair of the 2*VL floats at p, in order.
// Shuffles within 16 bytes and of 16-byte blocks need no table of indices.
#define SHUF(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
INLINE void pairs(const float *p, vf *first, vf *second) {
  vf a = ld(p), b = ld(p + VL);
#if VL == 16
  vf x = SHUF(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  vf y = SHUF(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  *first = SHUF(x, y, 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30);
  *second = SHUF(x, y, 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31);
#elif VL == 8
  vf x = SHUF(a, b, 0, 1, 2, 3, 8, 9, 10, 11);
  vf y = SHUF(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
  *first = SHUF(x, y, 0, 2, 8, 10, 4, 6, 12, 14);
  *second = SHUF(x, y, 1, 3, 9, 11, 5, 7, 13, 15);
#else
  *first = SHUF(a, b, 0, 2, 4, 6);
  *second = SHUF(a, b, 1, 3, 5, 7);
#endif
}

// These emit nothing. FENCE keeps loads and stores where they are written and
// PIN keeps a value from being computed later: no spills, hence no stack. PTR
// gives a pointer a register of its own instead of a common index.
#define FENCE __asm__ volatile("" ::: "memory")
#define PIN(v) __asm__ volatile("" : VREG(v))
#define PTR(p) __asm__ volatile("" : "+r"(p))

#define ROLL _Pragma("clang loop unroll(disable)")
#define UNROLL _Pragma("clang loop unroll(full)")

#endif

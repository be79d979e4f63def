// Half a vector of floats, and as many doubles, which fill a whole one.
#ifndef DOUBLE_H
#define DOUBLE_H
#include "isa.h"

#define HL (VL / 2)
typedef float hf __attribute__((vector_size(HL * 4)));
typedef float hfu __attribute__((vector_size(HL * 4), aligned(4), may_alias));
typedef double hd __attribute__((vector_size(HL * 8)));
typedef double hdu __attribute__((vector_size(HL * 8), aligned(8), may_alias));

INLINE hd widen(const float *p) { return __builtin_convertvector((hf)*(const hfu *)p, hd); }
INLINE void narrow(float *p, hd v) { *(hfu *)p = __builtin_convertvector(v, hf); }
INLINE hd ldd(const double *p) { return *(const hdu *)p; }
INLINE void std(double *p, hd v) { *(hdu *)p = v; }

typedef i64 hl __attribute__((vector_size(HL * 8)));

// |v|; magnitude has all bits of a double but the sign.
INLINE hd absd(hd v, hl magnitude) { return (hd)((hl)v & magnitude); }

// a where the mask has ones, else b.
INLINE hd choose(hl mask, hd a, hd b) { return (hd)(((hl)a & mask) | ((hl)b & ~mask)); }

// v in every lane. It must come from memory: a constant would be a table.
INLINE hd bcd(double v) { return v - (hd){0}; }

// Correctly rounded, as Go's.
#if VL == 16
INLINE hd sqrtd(hd v) { return __builtin_ia32_sqrtpd512(v, 4); }
#elif VL == 8
INLINE hd sqrtd(hd v) { return __builtin_ia32_sqrtpd256(v); }
#else
INLINE hd sqrtd(hd v) { return vsqrtq_f64(v); }
#endif

// a*b + c, rounded once
#if VL == 16
INLINE hd fmad(hd a, hd b, hd c) { return __builtin_ia32_vfmaddpd512_mask(a, b, c, (unsigned char)-1, 4); }
#elif VL == 8
INLINE hd fmad(hd a, hd b, hd c) { return __builtin_ia32_vfmaddpd256(a, b, c); }
#else
INLINE hd fmad(hd a, hd b, hd c) { return vfmaq_f64(c, a, b); }
#endif

#endif

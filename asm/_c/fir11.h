// The symmetric window of 11 taps, with the weights w0 (outermost) to w5: per
// output w0*(v0+v10), then fma of w1*(v1+v9) and so on inwards. V(k) is the
// vector k taps on. Neighbouring outputs share loads.
// FIR4_THEN does with its four outputs o0_ to o3_ what it is told.
#ifndef FIR11_H
#define FIR11_H
#include "isa.h"

#define WEIGHTS \
  const vf w0 = bc(p->w[0]), w1 = bc(p->w[1]), w2 = bc(p->w[2]), \
           w3 = bc(p->w[3]), w4 = bc(p->w[4]), w5 = bc(p->w[5]); \
  (void)w0, (void)w1, (void)w2, (void)w3, (void)w4, (void)w5

#if VL == 8
// With 16 registers, one vector of a pair is loaded and the other one added from
// memory, again for each output: an addition takes as long that way, and a load
// of its own would take the place of one. Only those wanted twice soon are kept.
#define ADD_(w, a, b, o) do { vf x_ = (a) + (b); PIN(x_); o = fma_(w, x_, o); PIN(o); } while (0)
#define FIRST_(a, b, o) vf o = (a) + (b); PIN(o); o = w0 * o; PIN(o)
#define LOAD_(r, v) r = v; PIN(r)
#define FIR2(V, o0, o1) \
  do { \
    vf a_, b_, e_; \
    LOAD_(a_, V(0)); LOAD_(e_, V(1)); LOAD_(b_, V(10)); \
    FIRST_(a_, b_, o0_); FIRST_(e_, V(11), o1_); FENCE; \
    LOAD_(a_, V(2)); \
    ADD_(w1, e_, V(9), o0_); ADD_(w1, a_, b_, o1_); FENCE; \
    LOAD_(e_, V(3)); LOAD_(b_, V(8)); \
    ADD_(w2, a_, b_, o0_); ADD_(w2, e_, V(9), o1_); FENCE; \
    LOAD_(a_, V(4)); \
    ADD_(w3, e_, V(7), o0_); ADD_(w3, a_, b_, o1_); FENCE; \
    LOAD_(e_, V(5)); LOAD_(b_, V(6)); \
    ADD_(w4, a_, b_, o0_); ADD_(w4, e_, V(7), o1_); FENCE; \
    o0 = fma_(w5, e_, o0_); o1 = fma_(w5, b_, o1_); PIN(o0); PIN(o1); FENCE; \
  } while (0)
#define FIR4_THEN(V, ...) \
  do { \
    vf a0_, a1_, a2_, a3_; \
    LOAD_(a0_, V(0)); LOAD_(a1_, V(1)); LOAD_(a2_, V(2)); LOAD_(a3_, V(3)); \
    FIRST_(a0_, V(10), o0_); FIRST_(a1_, V(11), o1_); \
    FIRST_(a2_, V(12), o2_); FIRST_(a3_, V(13), o3_); FENCE; \
    LOAD_(a0_, V(4)); \
    ADD_(w1, a1_, V(9), o0_); ADD_(w1, a2_, V(10), o1_); \
    ADD_(w1, a3_, V(11), o2_); ADD_(w1, a0_, V(12), o3_); FENCE; \
    LOAD_(a1_, V(5)); \
    ADD_(w2, a2_, V(8), o0_); ADD_(w2, a3_, V(9), o1_); \
    ADD_(w2, a0_, V(10), o2_); ADD_(w2, a1_, V(11), o3_); FENCE; \
    LOAD_(a2_, V(6)); \
    ADD_(w3, a3_, V(7), o0_); ADD_(w3, a0_, V(8), o1_); \
    ADD_(w3, a1_, V(9), o2_); ADD_(w3, a2_, V(10), o3_); FENCE; \
    LOAD_(a3_, V(7)); \
    ADD_(w4, a0_, a2_, o0_); ADD_(w4, a1_, a3_, o1_); \
    ADD_(w4, a2_, V(8), o2_); ADD_(w4, a3_, V(9), o3_); FENCE; \
    o0_ = fma_(w5, a1_, o0_); o1_ = fma_(w5, a2_, o1_); \
    o2_ = fma_(w5, a3_, o2_); o3_ = fma_(w5, V(8), o3_); \
    PIN(o0_); PIN(o1_); PIN(o2_); PIN(o3_); FENCE; \
    __VA_ARGS__; \
    FENCE; \
  } while (0)
#else
#define DONE2(a, b) PIN(a); PIN(b); FENCE
#define FIR2(V, o0, o1) \
  do { \
    vf a_ = V(0), b_ = V(10), c_ = V(11), e_ = V(1); \
    o0 = w0 * (a_ + b_); o1 = w0 * (e_ + c_); DONE2(o0, o1); \
    c_ = V(9); a_ = V(2); \
    o0 = fma_(w1, e_ + c_, o0); o1 = fma_(w1, a_ + b_, o1); DONE2(o0, o1); \
    b_ = V(8); e_ = V(3); \
    o0 = fma_(w2, a_ + b_, o0); o1 = fma_(w2, e_ + c_, o1); DONE2(o0, o1); \
    c_ = V(7); a_ = V(4); \
    o0 = fma_(w3, e_ + c_, o0); o1 = fma_(w3, a_ + b_, o1); DONE2(o0, o1); \
    b_ = V(6); e_ = V(5); \
    o0 = fma_(w4, a_ + b_, o0); o1 = fma_(w4, e_ + c_, o1); DONE2(o0, o1); \
    o0 = fma_(w5, e_, o0); o1 = fma_(w5, b_, o1); DONE2(o0, o1); \
  } while (0)

#define STEP4(w, a, b, c, d) \
  o0_ = fma_(w, a, o0_); o1_ = fma_(w, b, o1_); o2_ = fma_(w, c, o2_); o3_ = fma_(w, d, o3_); DONE4
#define DONE4 PIN(o0_); PIN(o1_); PIN(o2_); PIN(o3_); FENCE
#define FIR4_THEN(V, ...) \
  do { \
    vf a0_ = V(0), a1_ = V(1), a2_ = V(2), a3_ = V(3); \
    vf b0_ = V(10), b1_ = V(11), b2_ = V(12), b3_ = V(13); \
    vf o0_ = w0 * (a0_ + b0_), o1_ = w0 * (a1_ + b1_); \
    vf o2_ = w0 * (a2_ + b2_), o3_ = w0 * (a3_ + b3_); DONE4; \
    a0_ = V(4); b3_ = V(9); \
    STEP4(w1, a1_ + b3_, a2_ + b0_, a3_ + b1_, a0_ + b2_); \
    a1_ = V(5); b2_ = V(8); \
    STEP4(w2, a2_ + b2_, a3_ + b3_, a0_ + b0_, a1_ + b1_); \
    a2_ = V(6); b1_ = V(7); \
    STEP4(w3, a3_ + b1_, a0_ + b2_, a1_ + b3_, a2_ + b0_); \
    STEP4(w4, a0_ + a2_, a1_ + b1_, a2_ + b2_, b1_ + b3_); \
    STEP4(w5, a1_, a2_, b1_, b2_); \
    __VA_ARGS__; \
    FENCE; \
  } while (0)
#endif

#define FIR4(V, o) \
  FIR4_THEN(V, st(o, o0_); st((o) + VL, o1_); st((o) + 2 * VL, o2_); st((o) + 3 * VL, o3_))

// The same of two fields V and W, side by side: with 32 registers none of four sums
// has to wait for its last product.
#if VL == 16
#define DONE22(a, b, c, d) PIN(a); PIN(b); PIN(c); PIN(d); FENCE
#define FIR22(V, W, o0, o1, q0, q1) \
  do { \
    vf a_ = V(0), b_ = V(10), c_ = V(11), e_ = V(1); \
    vf f_ = W(0), g_ = W(10), h_ = W(11), i_ = W(1); \
    o0 = w0 * (a_ + b_); o1 = w0 * (e_ + c_); \
    q0 = w0 * (f_ + g_); q1 = w0 * (i_ + h_); DONE22(o0, o1, q0, q1); \
    c_ = V(9); a_ = V(2); h_ = W(9); f_ = W(2); \
    o0 = fma_(w1, e_ + c_, o0); o1 = fma_(w1, a_ + b_, o1); \
    q0 = fma_(w1, i_ + h_, q0); q1 = fma_(w1, f_ + g_, q1); DONE22(o0, o1, q0, q1); \
    b_ = V(8); e_ = V(3); g_ = W(8); i_ = W(3); \
    o0 = fma_(w2, a_ + b_, o0); o1 = fma_(w2, e_ + c_, o1); \
    q0 = fma_(w2, f_ + g_, q0); q1 = fma_(w2, i_ + h_, q1); DONE22(o0, o1, q0, q1); \
    c_ = V(7); a_ = V(4); h_ = W(7); f_ = W(4); \
    o0 = fma_(w3, e_ + c_, o0); o1 = fma_(w3, a_ + b_, o1); \
    q0 = fma_(w3, i_ + h_, q0); q1 = fma_(w3, f_ + g_, q1); DONE22(o0, o1, q0, q1); \
    b_ = V(6); e_ = V(5); g_ = W(6); i_ = W(5); \
    o0 = fma_(w4, a_ + b_, o0); o1 = fma_(w4, e_ + c_, o1); \
    q0 = fma_(w4, f_ + g_, q0); q1 = fma_(w4, i_ + h_, q1); DONE22(o0, o1, q0, q1); \
    o0 = fma_(w5, e_, o0); o1 = fma_(w5, b_, o1); \
    q0 = fma_(w5, i_, q0); q1 = fma_(w5, g_, q1); DONE22(o0, o1, q0, q1); \
  } while (0)
#elif VL == 8
// With 16 registers one vector of each field is kept for the next step.
#define STEP22_(w, k, a, b, c, d, V, W) \
  LOAD_(b, V(k + 1)); LOAD_(d, W(k + 1)); \
  ADD_(w, a, V(10 - k), o0_); ADD_(w, b, V(11 - k), o1_); \
  ADD_(w, c, W(10 - k), q0_); ADD_(w, d, W(11 - k), q1_); FENCE
#define FIR22(V, W, o0, o1, q0, q1) \
  do { \
    vf a_, b_, c_, d_; \
    LOAD_(a_, V(0)); LOAD_(b_, V(1)); LOAD_(c_, W(0)); LOAD_(d_, W(1)); \
    FIRST_(a_, V(10), o0_); FIRST_(b_, V(11), o1_); \
    FIRST_(c_, W(10), q0_); FIRST_(d_, W(11), q1_); FENCE; \
    STEP22_(w1, 1, b_, a_, d_, c_, V, W); \
    STEP22_(w2, 2, a_, b_, c_, d_, V, W); \
    STEP22_(w3, 3, b_, a_, d_, c_, V, W); \
    STEP22_(w4, 4, a_, b_, c_, d_, V, W); \
    o0 = fma_(w5, b_, o0_); o1 = fma_(w5, V(6), o1_); \
    q0 = fma_(w5, d_, q0_); q1 = fma_(w5, W(6), q1_); \
    PIN(o0); PIN(o1); PIN(q0); PIN(q1); FENCE; \
  } while (0)
#else
#define FIR22(V, W, o0, o1, q0, q1) do { FIR2(V, o0, o1); FIR2(W, q0, q1); } while (0)
#endif

#endif

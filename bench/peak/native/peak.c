// What one core can do: fused multiply-adds a second by register width, and
// bytes read a second from two streams. Prints "fma BITS INSTRUCTIONS/S" and
// "read MIB BYTES/S"; the thread's processor time, the best of many. GCC's
// vectors make it one text for every architecture.
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

// FMA defines a function that times independent chains: more than the latency
// times the rate of today's processors, and fewer than there are registers. The
// compiler makes the product and the sum one instruction that adds to its
// accumulator; PIN keeps every step in its register and in the loop.
#define DOZEN(X) \
  X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#if defined(__AVX512VL__) || defined(__aarch64__)  // 32 registers
#define CHAINS(X)                                                \
  DOZEN(X) X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19) X(20) \
  X(21) X(22) X(23)
enum { kChains = 24, kSteps = 500000, kTries = 200 };
#else
#define CHAINS(X) DOZEN(X)
enum { kChains = 12, kSteps = 1000000, kTries = 200 };
#endif
#define DECLARE(i) vec c##i = one * (float)i;
#define STEP(i) c##i += c##i * a;
#define PIN(i) __asm__ volatile("" : "+" REG(c##i));
#if defined(__aarch64__)
#define REG(x) "w"(x)
#else
#define REG(x) "v"(x)
#endif

#define FMA(bits)                                                          \
  __attribute__((noinline)) static void chains##bits(void) {               \
    typedef float vec __attribute__((vector_size(bits / 8)));              \
    vec one = (vec){0} + 1.0f, a = one * 1e-9f;                            \
    CHAINS(DECLARE)                                                        \
    __asm__ volatile("" : "+" REG(a));                                     \
    for (int i = 0; i < kSteps; i++) { CHAINS(STEP) CHAINS(PIN) }          \
  }                                                                        \
  static double fma##bits(void) {                                          \
    double best = 1e9;                                                     \
    for (int r = 0; r < kTries; r++) {                                     \
      double t = now();                                                    \
      chains##bits();                                                      \
      t = now() - t;                                                       \
      if (t < best) best = t;                                              \
    }                                                                      \
    return (double)kChains * kSteps / best;                                \
  }

#if defined(__AVX512F__)
enum { kBits = 512 };
FMA(512)
FMA(256)
#elif defined(__AVX2__) && defined(__FMA__)
enum { kBits = 256 };
FMA(256)
#elif defined(__aarch64__)
enum { kBits = 128 };
FMA(128)
#else
enum { kBits = 128 };
#endif

typedef float wide __attribute__((vector_size(kBits / 8)));

// read sums two streams of n vectors each; eight sums hide the latency.
static double read2(const wide *x, const wide *y, size_t n) {
  wide s[8] = {{0}};
  double t = now();
  for (size_t i = 0; i < n; i += 4)
    for (int k = 0; k < 4; k++) {
      s[k] += x[i + k];
      s[k + 4] += y[i + k];
    }
  for (int k = 1; k < 8; k++) s[0] += s[k];
  __asm__ volatile("" : : "r"(&s[0]) : "memory");
  return now() - t;
}

static void readStreams(size_t mib) {
  size_t bytes = mib << 19;  // of each
  wide *x = aligned_alloc(64, bytes), *y = aligned_alloc(64, bytes);
  if (!x || !y) return;
  for (size_t i = 0; i < bytes / 4; i++)
    ((float *)x)[i] = (float)(i & 255), ((float *)y)[i] = (float)(i & 127);
  double best = 1e9;
  for (size_t r = 0; r < 5 + 2000 / mib; r++) {
    double t = read2(x, y, bytes / sizeof(wide));
    if (t < best) best = t;
  }
  printf("read %zu %.0f\n", mib, 2.0 * bytes / best);
  free(x);
  free(y);
}

int main(void) {
#if defined(__AVX512F__)
  printf("fma 512 %.0f\n", fma512());
#endif
#if defined(__AVX2__) && defined(__FMA__)
  printf("fma 256 %.0f\n", fma256());
#endif
#if defined(__aarch64__)
  printf("fma 128 %.0f\n", fma128());
#endif
  readStreams(8);
  readStreams(64);
  readStreams(512);
}

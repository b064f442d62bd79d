#include "limits.h"

#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// Sixteen independent chains hide the latency of the multiply-add unit.
#define CHAINS 16
#define ROUNDS 4000000

#define FMA_LOOP(NAME, LANES, TARGET)                                                \
  TARGET static double NAME(void) {                                                  \
    typedef double vector __attribute__((ext_vector_type(LANES)));                   \
    vector chain[CHAINS];                                                            \
    for (int c = 0; c < CHAINS; ++c) chain[c] = (vector)(1.0 + c);                   \
    const vector factor = (vector)0.999999, term = (vector)1e-6;                     \
    double begin = now();                                                            \
    for (int round = 0; round < ROUNDS; ++round)                                     \
      for (int c = 0; c < CHAINS; ++c)                                               \
        chain[c] = __builtin_elementwise_fma(chain[c], factor, term);                \
    double seconds = now() - begin;                                                  \
    vector sum = chain[0];                                                           \
    for (int c = 1; c < CHAINS; ++c) sum += chain[c];                                \
    volatile double sink = sum[0];                                                   \
    (void)sink;                                                                      \
    return 2.0 * LANES * CHAINS * (double)ROUNDS / seconds;                          \
  }

#if defined(__x86_64__)
FMA_LOOP(fma_512, 8, __attribute__((target("avx512f,fma"))))
FMA_LOOP(fma_256, 4, __attribute__((target("avx2,fma"))))
#endif
FMA_LOOP(fma_128, 2, )

double limits_fma_rate(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return fma_512();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return fma_256();
#endif
  return fma_128();
}

void limits_triad(double *out, const double *a, const double *b, double s, size_t count) {
  for (size_t i = 0; i < count; ++i) out[i] = a[i] + s * b[i];
}

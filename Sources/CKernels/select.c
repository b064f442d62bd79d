#include "tables.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void ck_return_free_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

#if defined(__x86_64__)

const ck_kernels *ck_kernels_for(ck_instruction_set set) {
  switch (set) {
    case CK_SSE2:
      return &ck_kernels_baseline;
    case CK_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &ck_kernels_avx2
                                                                             : NULL;
    case CK_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
               ? &ck_kernels_avx512
               : NULL;
    default:
      return NULL;
  }
}

#else

const ck_kernels *ck_kernels_for(ck_instruction_set set) {
  return set == CK_NEON ? &ck_kernels_baseline : NULL;
}

#endif

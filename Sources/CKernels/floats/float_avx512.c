#if defined(__x86_64__)

#include "float_tables.h"

#pragma clang attribute push( \
  __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma"))), apply_to = function)
#define LANES 16
#define FUSED 1
#define ROWS 12  // 24 accumulators, two vectors of B and one of A in 32 registers
#define TABLE ck_float_kernels_avx512
#include "kernels.inc"
#pragma clang attribute pop

#endif

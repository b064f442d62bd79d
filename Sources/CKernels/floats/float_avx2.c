#if defined(__x86_64__)

#include "float_tables.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LANES 8
#define FUSED 1
#define ROWS 6  // 12 accumulators, two vectors of B and one of A in 16 registers
#define TABLE ck_float_kernels_avx2
#include "kernels.inc"
#pragma clang attribute pop

#endif

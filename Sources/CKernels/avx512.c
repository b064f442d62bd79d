#if defined(__x86_64__)

#include "tables.h"

#pragma clang attribute push( \
  __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma"))), apply_to = function)
#define WIDTH 8
#define FUSED 1
#define DOT_IMAGES 6
#define SUM_VECTORS 6
#define TABLE ck_kernels_avx512
#include "kernels.inc"
#pragma clang attribute pop

#endif

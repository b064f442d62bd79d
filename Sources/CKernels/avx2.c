#if defined(__x86_64__)

#include "tables.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define WIDTH 4
#define FUSED 1
#define DOT_IMAGES 3
#define SUM_VECTORS 3
#define TABLE ck_kernels_avx2
#include "kernels.inc"
#pragma clang attribute pop

#endif

#if defined(__x86_64__)

#include "tables.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define TABLE ck_kernels_avx2
#include "kernels.inc"
#pragma clang attribute pop

#endif

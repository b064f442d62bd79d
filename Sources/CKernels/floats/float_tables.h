// The tables of float kernels, one per instruction set that this build has; and the system headers,
// which must be read before a file chooses its instruction set.
#ifndef FLOAT_TABLES_H
#define FLOAT_TABLES_H

#include <float.h>
#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "CFloatKernels.h"

extern const ck_float_kernels ck_float_kernels_baseline, ck_float_kernels_avx2,
  ck_float_kernels_avx512;

#endif

// The tables of kernels, one per instruction set that this build has; and the system headers,
// which must be read before a file chooses its instruction set.
#ifndef TABLES_H
#define TABLES_H

#include <float.h>
#include <math.h>
#include <string.h>

#include "CKernels.h"

extern const ck_kernels ck_kernels_baseline, ck_kernels_avx2, ck_kernels_avx512;

#endif

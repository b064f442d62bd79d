#include "float_tables.h"

const ck_float_kernels *ck_float_kernels_for(ck_instruction_set set) {
  if (!ck_kernels_for(set)) return NULL;
  switch (set) {
#if defined(__x86_64__)
    case CK_AVX2:
      return &ck_float_kernels_avx2;
    case CK_AVX512:
      return &ck_float_kernels_avx512;
#endif
    default:
      return &ck_float_kernels_baseline;
  }
}

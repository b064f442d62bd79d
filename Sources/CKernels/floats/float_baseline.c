// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
#include "float_tables.h"

#define LANES 4
#if defined(__aarch64__)
#define FUSED 1
#define ROWS 12  // 24 accumulators, two vectors of B and one of A in 32 registers
#else
#define FUSED 0
#define ROWS 5  // 10 accumulators, two vectors of B, one of A and a product in 16 registers
#endif
#define TABLE ck_float_kernels_baseline
#include "kernels.inc"

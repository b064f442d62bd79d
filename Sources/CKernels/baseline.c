// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
#include "tables.h"

#define WIDTH 2
#if defined(__aarch64__)
#define FUSED 1
#else
#define FUSED 0
#endif
#define DOT_IMAGES 3
#define SUM_VECTORS 3
#define TABLE ck_kernels_baseline
#include "kernels.inc"

// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
#include "tables.h"

#define TABLE ck_kernels_baseline
#include "kernels.inc"

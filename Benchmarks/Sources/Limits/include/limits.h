#ifndef LIMITS_H
#define LIMITS_H

#include <stddef.h>

/// Floating-point operations per second of fused multiply-adds on doubles that never wait for
/// memory or for each other, one thread, the widest vectors that the processor has.
double limits_fma_rate(void);

/// out[i] = a[i] + s b[i] in the plainest loop; the processor's prefetchers do the rest.
void limits_triad(double *out, const double *a, const double *b, double s, size_t count);

#endif

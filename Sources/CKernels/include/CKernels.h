// Vector kernels on doubles, compiled once per instruction set and chosen at run time.
//
// Goals, in order of priority:
//   1. The same bits at any thread count and any split of a batch.
//   2. The same bits under every instruction set. Everything except the image products
//      (images.inc, fused multiply-add) has it: all variants do the same additions,
//      multiplications, divisions and square roots in the same order on eight lanes.
//   3. Speed.
//
// A kernel allocates nothing, keeps no state and may be called from any thread.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The most inputs that `combine` takes.
#define CK_MAX_TERMS 8
/// Elements per partial sum. Reductions add these partial sums in order, whoever computed them.
#define CK_CHUNK 4096
/// The most samples that the image kernels take at once.
#define CK_IMAGE_SAMPLES 4

/// What one pass over an array of doubles finds out.
typedef struct ck_measure {
  double sum_squares;
  double max_abs;         ///< over the elements that are not NaN
  ptrdiff_t first_nonfinite;  ///< index, or -1
} ck_measure;

/// What one pass over two arrays of doubles finds out.
typedef struct ck_comparison {
  double difference_squares;  ///< sum (x-y)^2
  double dot;                 ///< sum x y
  double x_squares;           ///< sum x^2
  double y_squares;           ///< sum y^2
} ck_comparison;

/// The place of random numbers: the Philox key (seed) and two words of its counter, which the sample
/// of a row and the pair in it complete.
typedef struct ck_noise_key {
  uint64_t seed;
  uint32_t step;
  uint32_t purpose;
} ck_noise_key;

/// A Gaussian mixture, eight components to a block; lanes without a component have log weight
/// -inf, mean 0 and variance 1.
typedef struct ck_mixture {
  size_t dimension;
  size_t blocks;
  const double *means;        ///< [block][dimension][8]
  const double *variances;    ///< [block][8]
  const double *log_weights;  ///< [block][8]
} ck_mixture;

/// What a mixture needs at one noise level, each [block][8]; see mixture.inc.
typedef struct ck_mixture_level {
  double alpha;
  const double *offsets;     ///< log w - d/2 log V
  const double *precisions;  ///< 1 / V
  const double *gains;       ///< alpha s^2 / V
} ck_mixture_level;

/// The softmax over a set of images; see images.inc.
typedef struct ck_image_softmax {
  double sum;      ///< of the weights, the largest of which is 1
  size_t nearest;  ///< the first image with this weight
} ck_image_softmax;

/// One variant of every kernel.
typedef struct ck_kernels {
  /// out[i] = c[0] x[0][i] + c[1] x[1][i] + … in this order, each operation rounded.
  /// `terms` is 1…CK_MAX_TERMS. `out` may be one of the inputs, but not overlap one partly.
  void (*combine)(double *out, size_t count, const double *_Nonnull const *_Nonnull x,
                  const double *c, size_t terms);

  /// Partial results of one chunk: `count` is at most CK_CHUNK.
  ck_measure (*measure)(const double *x, size_t count);
  ck_comparison (*compare)(const double *x, const double *y, size_t count);

  /// Elementwise functions; `out` may be `x`. See elementary.inc for ranges and errors.
  void (*exp)(double *out, const double *x, size_t count);
  void (*log)(double *out, const double *x, size_t count);

  /// Philox4x32-10: the four words at `counter` under `key`.
  void (*philox)(uint32_t out[_Nonnull 4], const uint32_t counter[_Nonnull 4],
                 const uint32_t key[_Nonnull 2]);
  /// Rows of standard normals, or of uniforms in [0, 1), one for each sample. Element i of a row
  /// depends on (key, sample, i) alone.
  void (*normals)(double *out, size_t width, const uint32_t *samples, size_t rows,
                  ck_noise_key key);
  void (*uniforms)(double *out, size_t width, const uint32_t *samples, size_t rows,
                   ck_noise_key key);

  /// Fills the three arrays of a level.
  void (*mixture_level)(const ck_mixture *mixture, double alpha, double sigma, double *offsets,
                        double *precisions, double *gains);
  /// The posterior of `count` points, which are rows `which[n]` of `x` (d coordinates each), under
  /// blocks `first` … `last - 1`. `scratch` (8 d and 64 for a block) and `active` (1 for a block) are
  /// for the kernel's own use. Each output may be null, and has its rows where `x` has them; the mean
  /// may replace `x`. `log_sums` has log sum_k w_k V_k^(-d/2) e^(-|x - alpha mu_k|^2 / 2 V_k).
  void (*mixture_evaluate)(const ck_mixture *mixture, const ck_mixture_level *level, size_t first,
                           size_t last, const double *x, const uint32_t *which, size_t count,
                           double *scratch, uint32_t *active, double *_Nullable mean,
                           double *_Nullable score, double *_Nullable log_sums);

  /// Projects `count` rows of d coordinates on eight directions, [d][8], and sorts what each gives:
  /// `out` is [padded][8], on a cache line; rows from `count` on are infinite. `padded` is a power of
  /// two, at least 4 and `count`.
  void (*project_sorted)(double *out, size_t padded, const double *x, size_t count, size_t d,
                         const double *directions);
  /// For each lane the sum over the numbers of b of the squared distance to the number of a that is
  /// as far down its list; both are sorted, [count][8].
  void (*quantile_distances)(double sums[_Nonnull 8], const double *a, size_t a_count,
                             const double *b, size_t b_count);
  /// sum_n e^(scale |x - y_n|^2), where coordinate i of y_n is columns[i stride + n]. Columns are
  /// readable up to the next multiple of eight.
  double (*gaussian_sum)(const double *x, size_t d, const double *columns, size_t stride,
                         size_t count, double scale);

  /// dots[s][n] = z_s . u_n for `count` images. `z` is [stride / 8][samples][8].
  void (*image_dots)(const uint8_t *images, size_t stride, size_t count, const double *z,
                     size_t samples, double *dots, size_t dots_stride);
  /// Turns the products of one sample into softmax weights. Arrays are readable, and `dots`
  /// writable, up to the next multiple of eight. `precision` is 1 / (2 sigma^2), finite.
  ck_image_softmax (*image_weights)(double *dots, const double *norms, size_t count, double beta,
                                    double precision, double cut);
  /// Lists the images `from` … `to - 1` that have a weight in any sample: their indices and
  /// gathered[i][s]. Returns how many.
  size_t (*image_gather)(const double *weights, size_t weights_stride, size_t samples,
                         size_t from, size_t to, uint32_t *which, double *gathered);
  /// sums[s][i] += sum_n gathered[n][s] u_which[n],i for `from` <= i < `to` (multiples of 8);
  /// rows of `sums` are `stride` long.
  void (*image_sums)(const uint8_t *images, size_t stride, size_t from, size_t to,
                     const uint32_t *which, size_t count, const double *gathered, size_t samples,
                     double *sums);
} ck_kernels;

/// In rising order of preference.
typedef enum ck_instruction_set {
  CK_SSE2,
  CK_NEON,
  CK_AVX2,
  CK_AVX512,
} ck_instruction_set;

/// The kernels for an instruction set, or null where this processor (or build) lacks it.
const ck_kernels *_Nullable ck_kernels_for(ck_instruction_set set);

/// Gives the system back what lies free in the heaps of all threads.
void ck_return_free_memory(void);

/// Tells the processor that the caller is spinning.
static inline void ck_spin_hint(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#pragma clang assume_nonnull end

#include "CFloatKernels.h"

#endif

// Vector kernels on floats, for networks; compiled once per instruction set, chosen at run time.
//
// Goals, in order of priority:
//   1. The same bits at any thread count and any split of a batch: every element of a result is
//      summed in one order, which the shape of the problem fixes. A caller may cut the stated
//      ranges (rows, tiles, channels, images) anywhere.
//   2. Speed.
// Bits may differ between instruction sets.
//
// A kernel allocates nothing, keeps no state and may be called from any thread. It reads and
// writes the stated elements only; no count needs to be a multiple of anything.
//
// Layouts. A matrix is row-major; its stride is the number of floats from one row to the next. An
// image is [height][width][channels]. A *bordered* image is [height + 2][width + 2][channels] with
// a border of zeros, and images of a batch follow each other. Weights of a 3x3 convolution are
// [ky][kx][inputs][outputs].
#ifndef CFLOATKERNELS_H
#define CFLOATKERNELS_H

#include "CKernels.h"

#pragma clang assume_nonnull begin

/// GELU is the exact one, x times the normal distribution function; Mish is x tanh(ln(1 + e^x)).
typedef enum ck_activation { CK_IDENTITY, CK_SILU, CK_GELU, CK_RELU, CK_MISH } ck_activation;

/// What is done to a sum before it is stored: out = activation(sum + bias + added).
typedef struct ck_epilogue {
  const float *_Nullable bias;   ///< one for each column (output channel)
  size_t bias_stride;            ///< convolutions: from one image's biases to the next's, or 0
  const float *_Nullable added;  ///< shaped as the result; may be the result itself
  size_t added_stride;           ///< floats from one row (pixel) of `added` to the next
  ck_activation activation;
} ck_epilogue;

/// A 3x3 convolution of one or more images. Output pixel (y, x) reads the bordered input from
/// (stride y + 1 - lead, stride x + 1 - lead) on. With lead = 1, height = ceil(input_height /
/// stride) (zeros all around); with lead = 0 and stride = 2, height = floor(input_height / 2)
/// (zeros at the right and the bottom only); likewise width.
typedef struct ck_convolution {
  size_t input_height, input_width;
  size_t height, width;  ///< of the output
  size_t inputs, outputs;
  size_t stride;  ///< 1 or 2
  size_t lead;    ///< 1 or 0
} ck_convolution;

/// A 3x3 convolution, stride 1, zeros all around, as Winograd's F(tile x tile, 3x3). Tiles are
/// counted over the images of a batch, by rows: ceil(height / tile) * ceil(width / tile) an image.
/// A tile has (tile + 2)^2 *frequencies*; in arrays over frequencies, `plane` is the number of
/// floats from one frequency to the next.
typedef struct ck_winograd {
  size_t tile;  ///< 4 or 2
  size_t height, width;
  size_t inputs, outputs;
} ck_winograd;

/// A `plane` for `count` tiles (or other rows) of `channels` floats: an odd number of cache lines.
/// What is written to all frequencies at once then does not compete for a few places in the cache.
static inline size_t ck_winograd_plane(size_t count, size_t channels) {
  return ((count * channels + 15) / 16 | 1) * 16;
}

/// Normalisation of one image over groups of neighbouring channels.
typedef struct ck_group_norm {
  size_t height, width;
  size_t channels, groups;  ///< groups divides channels
  float epsilon;
  ck_activation activation;  ///< of the result
  const float *gamma, *beta;  ///< [channels]
  /// Null, or [channels] each: the result (before the activation) is n (1 + scale) + shift.
  const float *_Nullable scale, *_Nullable shift;
} ck_group_norm;

/// Normalisation of rows.
typedef struct ck_layer_norm {
  size_t columns;
  float epsilon;
  const float *_Nullable gamma, *_Nullable beta;  ///< [columns]; null for 1 and 0
} ck_layer_norm;

/// softmax(scale q k^T) v for one head of one image.
typedef struct ck_attention {
  size_t queries, keys, width;  ///< width: of one head, for queries, keys and values
  size_t query_stride, key_stride, value_stride, out_stride;
  float scale;
} ck_attention;

/// One step of AdamW (Loshchilov and Hutter 2019, Algorithm 2).
typedef struct ck_adamw {
  float rate, beta1, beta2, epsilon;
  float decay;             ///< of the weights, times `rate`
  float correction1;       ///< 1 - beta1^step
  float correction2;       ///< 1 - beta2^step
  float gradient_scale;    ///< the gradient is multiplied by it first
  float average_decay;     ///< average = average_decay average + (1 - average_decay) weight
} ck_adamw;

/// One variant of every kernel.
typedef struct ck_float_kernels {
  /// Columns of a packed panel. A matrix packed for `multiply` is cut into panels of so many
  /// columns, [panel][k][columns], the last filled up with zeros (and one of very few columns
  /// stored column after column). Columns may be shared out at multiples of it: panel p begins at
  /// p * columns * k.
  size_t columns;
  /// Rows of a result that are computed together; ranges of rows are best cut at multiples.
  size_t rows;

  // ---- Matrix product -------------------------------------------------------------------------

  /// Floats of a packed k x n matrix.
  size_t (*packed_count)(size_t k, size_t n);
  /// Packs b, k x n.
  void (*pack)(float *packed, const float *b, size_t stride, size_t k, size_t n);
  /// Packs the transpose of b, which is n x k.
  void (*pack_transposed)(float *packed, const float *b, size_t stride, size_t k, size_t n);
  /// c = activation(a b + bias + added); a is m x k, b is packed, k x n. `c` may be `added`,
  /// but not overlap `a`.
  void (*multiply)(float *c, size_t c_stride, const float *a, size_t a_stride, const float *packed,
                   size_t m, size_t n, size_t k, const ck_epilogue *epilogue);
  /// c += x^T g; x is k x m, g is k x n, c is m x n (weight gradients). Summed over 256 rows at a
  /// time. `scratch` holds `transposed_scratch` floats.
  void (*multiply_transposed)(float *c, size_t c_stride, const float *x, size_t x_stride,
                              const float *g, size_t g_stride, size_t m, size_t n, size_t k,
                              float *scratch);
  size_t transposed_scratch;

  // ---- Convolution ----------------------------------------------------------------------------
  // Weights for `convolve` are packed as a matrix, 9 inputs x outputs. 1x1 is the matrix product.

  /// Rows `first` … `last - 1` of the outputs of all images (image n, row y counts n height + y).
  /// `input` is bordered; `output` and `added` are not.
  void (*convolve)(const ck_convolution *shape, float *output, const float *input,
                   const float *packed, size_t first, size_t last, const ck_epilogue *epilogue);

  /// Packs weights for `convolve_back`: `packed_count(9 outputs, inputs)` floats.
  void (*pack_back)(float *packed, const float *weights, size_t inputs, size_t outputs);
  /// The gradient by the input, rows `first` … `last - 1` of all images, from the gradient by the
  /// output. `gradient` (by the output) is bordered; `output` (by the input) is not.
  void (*convolve_back)(const ck_convolution *shape, float *output, const float *gradient,
                        const float *packed, size_t first, size_t last,
                        const ck_epilogue *epilogue);

  /// Adds the gradient by the weights of input channels `first_input` … `last_input - 1` and
  /// output channels `first_output` … `last_output - 1` (`first_output` a multiple of `columns`),
  /// [3][3][inputs][outputs], over `images` images. `input` and `gradient` are bordered. Summed
  /// over a few rows of an image at a time, as `shape` says. `scratch` holds
  /// `convolve_weights_scratch(shape)` floats.
  void (*convolve_weights)(const ck_convolution *shape, float *weights, const float *input,
                           const float *gradient, size_t images, size_t first_input,
                           size_t last_input, size_t first_output, size_t last_output,
                           float *scratch);
  size_t (*convolve_weights_scratch)(const ck_convolution *shape);

  // ---- Winograd -------------------------------------------------------------------------------
  // winograd_input, winograd_products and winograd_output, one after the other, convolve.

  /// Floats of transformed weights; depends on `tile`, `inputs` and `outputs` only.
  size_t (*winograd_weights_count)(const ck_winograd *shape);
  /// Transforms weights of input channels `first` … `last - 1`.
  void (*winograd_weights)(const ck_winograd *shape, float *transformed, const float *weights,
                           size_t first, size_t last);
  /// Transforms the weights of the convolution `shape->outputs` -> `shape->inputs` (weights are
  /// [3][3][outputs][inputs]) turned by 180 degrees, for its gradient by the input; `first` …
  /// `last - 1` count `shape->inputs`. The result is as for `winograd_weights`.
  void (*winograd_weights_back)(const ck_winograd *shape, float *transformed,
                                const float *weights, size_t first, size_t last);
  /// values[frequency][tile - first][inputs] of tiles `first` … `last - 1`; `input` is bordered.
  void (*winograd_input)(const ck_winograd *shape, float *values, size_t plane,
                         const float *input, size_t first, size_t last);
  /// products[frequency][tile][outputs] of frequencies `first` … `last - 1` and `tiles` tiles.
  void (*winograd_products)(const ck_winograd *shape, float *products, size_t products_plane,
                            const float *values, size_t values_plane, const float *transformed,
                            size_t tiles, size_t first, size_t last);
  /// The pixels of tiles `first` … `last - 1` from products[frequency][tile - first][outputs].
  void (*winograd_output)(const ck_winograd *shape, float *output, const float *products,
                          size_t plane, size_t first, size_t last, const ck_epilogue *epilogue);

  /// values[frequency][tile - first][outputs]: the transpose of `winograd_output` applied to the
  /// gradient by the output, which is bordered.
  void (*winograd_output_back)(const ck_winograd *shape, float *values, size_t plane,
                               const float *gradient, size_t first, size_t last);
  /// Adds G^T sums G, the gradient by the weights, for input channels `first` … `last - 1`, with
  /// sums[frequency][inputs][outputs] the products (`multiply_transposed`) of the values of
  /// `winograd_input` and of `winograd_output_back`, summed over all tiles.
  void (*winograd_weights_gradient)(const ck_winograd *shape, float *weights, const float *sums,
                                    size_t plane, size_t first, size_t last);

  // ---- Normalisation --------------------------------------------------------------------------

  /// Groups `first` … `last - 1` of one image. `mean` and `precision` (1 / standard deviation)
  /// get one number for each group. Pixel (y, x) is written to output + (y row + x) channels:
  /// `row` is width, or width + 2 for the inside of a bordered image. `scratch` holds 4 channels.
  void (*group_norm)(const ck_group_norm *shape, float *output, size_t row, const float *input,
                     float *mean, float *precision, size_t first, size_t last, float *scratch);
  /// Adds the gradient by the input to `input_gradient`; `gradient` (by the result, not bordered)
  /// is replaced by that before the activation. Sets, for the channels of the groups: by gamma, by
  /// beta, and (where not null) by scale and by shift. `scratch` holds 8 channels.
  void (*group_norm_back)(const ck_group_norm *shape, float *input_gradient, float *gradient,
                          const float *input, const float *mean, const float *precision,
                          float *by_gamma, float *by_beta, float *_Nullable by_scale,
                          float *_Nullable by_shift, size_t first, size_t last, float *scratch);

  /// Rows without gaps; `mean` and `precision` get one number a row.
  void (*layer_norm)(const ck_layer_norm *shape, float *output, const float *input, float *mean,
                     float *precision, size_t rows);
  /// Adds the gradient by the input, and to `by_gamma` and `by_beta` the sums over these rows.
  void (*layer_norm_back)(const ck_layer_norm *shape, float *input_gradient, const float *gradient,
                          const float *input, const float *mean, const float *precision,
                          float *_Nullable by_gamma, float *_Nullable by_beta, size_t rows);

  // ---- Attention ------------------------------------------------------------------------------

  /// out[i] = e^(x[i] - max x) / sum, for each row; rows without gaps. `out` may be `x`.
  void (*softmax)(float *out, const float *x, size_t rows, size_t columns);
  /// input_gradient += y (g - sum y g), with y the result of `softmax`.
  void (*softmax_back)(float *input_gradient, const float *gradient, const float *y, size_t rows,
                       size_t columns);

  /// Rows `first` … `last - 1` of the result. `packed_keys` is the transposed keys packed (width x
  /// keys), `packed_values` the values packed (keys x width). `scratch` holds
  /// `attention_scratch(shape)` floats.
  void (*attention)(const ck_attention *shape, float *out, const float *queries,
                    const float *packed_keys, const float *packed_values, size_t first,
                    size_t last, float *scratch);
  size_t (*attention_scratch)(const ck_attention *shape);
  /// Adds the three gradients, laid out as queries, keys and values; `gradient` as `out`.
  /// `scratch` holds `attention_back_scratch(shape)` floats.
  void (*attention_back)(const ck_attention *shape, float *by_queries, float *by_keys,
                         float *by_values, const float *gradient, const float *queries,
                         const float *keys, const float *values, float *scratch);
  size_t (*attention_back_scratch)(const ck_attention *shape);

  // ---- Elementwise ----------------------------------------------------------------------------
  // `out` may be an input, but not overlap one partly. See functions.inc for ranges and errors.

  void (*exp)(float *out, const float *x, size_t count);
  void (*sin)(float *out, const float *x, size_t count);
  void (*cos)(float *out, const float *x, size_t count);
  void (*activate)(float *out, const float *x, size_t count, ck_activation activation);
  /// out = activation(x), slope = activation'(x).
  void (*activate_with_slope)(float *out, float *slope, const float *x, size_t count,
                              ck_activation activation);
  /// input_gradient += gradient * activation'(x).
  void (*activate_back)(float *input_gradient, const float *gradient, const float *x, size_t count,
                        ck_activation activation);
  /// out = a x + b y.
  void (*combine)(float *out, float a, const float *x, float b, const float *y, size_t count);
  /// out = a x.
  void (*scale)(float *out, float a, const float *x, size_t count);
  /// out = x y; out += x y.
  void (*product)(float *out, const float *x, const float *y, size_t count);
  void (*add_product)(float *out, const float *x, const float *y, size_t count);

  // ---- Sums -----------------------------------------------------------------------------------

  /// out[i] += sum over rows of x[row][i], `columns` of them, 64 rows at a time.
  void (*sum_rows)(float *out, const float *x, size_t stride, size_t rows, size_t columns);
  /// sum x^2 and sum x y in double. One order for one count: share out in fixed chunks.
  double (*sum_squares)(const float *x, size_t count);
  double (*dot)(const float *x, const float *y, size_t count);
  /// How many elements are infinite or NaN.
  size_t (*count_nonfinite)(const float *x, size_t count);

  // ---- Training -------------------------------------------------------------------------------

  /// One step; `mean` and `square` are the moments, `average` the moving average of the weights.
  void (*adamw)(const ck_adamw *step, float *weights, const float *gradient, float *mean,
                float *square, float *_Nullable average, size_t count);

  // ---- Formats --------------------------------------------------------------------------------

  void (*from_double)(float *out, const double *x, size_t count);
  void (*to_double)(double *out, const float *x, size_t count);
  void (*from_half)(float *out, const uint16_t *x, size_t count);
  void (*from_bfloat)(float *out, const uint16_t *x, size_t count);
  /// To IEEE half precision, to nearest even; NaN stays NaN.
  void (*to_half)(uint16_t *out, const float *x, size_t count);

  // ---- Places ---------------------------------------------------------------------------------

  /// Writes a bordered image, border and all, from an image.
  void (*border)(float *bordered, const float *image, size_t height, size_t width,
                 size_t channels);
  /// Clears the border of a bordered image.
  void (*clear_border)(float *bordered, size_t height, size_t width, size_t channels);
} ck_float_kernels;

/// The float kernels for an instruction set, or null where this processor (or build) lacks it.
const ck_float_kernels *_Nullable ck_float_kernels_for(ck_instruction_set set);

#pragma clang assume_nonnull end

#endif

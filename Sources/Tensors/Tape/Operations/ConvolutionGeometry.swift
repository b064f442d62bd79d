import CKernels

/// The shape of a 3x3 convolution of one image, and how it is computed.
struct ConvolutionGeometry: Sendable {
  /// How a convolution is computed: a function of its shape, so that the bits of an image depend
  /// neither on the batch nor on the machine's load.
  enum Algorithm: Hashable {
    case direct
    /// F(tile x tile, 3x3).
    case winograd(tile: Int)

    var form: PackedForm {
      switch self {
      case .direct: .matrix
      case .winograd(let tile): .winograd(tile: tile)
      }
    }

    var formForGradient: PackedForm {
      switch self {
      case .direct: .turned
      case .winograd(let tile): .winogradTurned(tile: tile)
      }
    }
  }

  let inputHeight: Int
  let inputWidth: Int
  let height: Int
  let width: Int
  let inputs: Int
  let outputs: Int
  let stride: Int
  /// Zeros before the first row and column that the first output reads.
  let lead: Int
  let algorithm: Algorithm

  init(_ input: TensorShape, outputs: Int, stride: Int, padding: ConvolutionPadding) {
    inputHeight = input.height
    inputWidth = input.width
    inputs = input.channels
    self.outputs = outputs
    self.stride = stride
    lead = padding == .around ? 1 : 0
    height = (inputHeight + (padding == .around ? stride - 1 : 0)) / stride
    width = (inputWidth + (padding == .around ? stride - 1 : 0)) / stride
    precondition(height >= 1 && width >= 1)
    algorithm =
      stride == 1
      ? Self.algorithm(height: height, width: width, inputs: inputs, outputs: outputs) : .direct
  }

  /// Winograd saves multiplications, but its transforms must pay (not for few channels), and its
  /// weights take 4 times (F4) or 16/9 times (F2) the memory: for small images, each of whose
  /// weights is used a few times only, reading them would cost more than it saves.
  private static func algorithm(height: Int, width: Int, inputs: Int, outputs: Int) -> Algorithm {
    let smallest = min(height, width)
    guard min(inputs, outputs) >= 16, smallest >= 6 else { return .direct }
    let weights = inputs * outputs
    if smallest >= 12 || weights <= 1 << 14 { return .winograd(tile: 4) }
    return weights <= 1 << 16 ? .winograd(tile: 2) : .direct
  }

  var kernelShape: ck_convolution {
    ck_convolution(
      input_height: inputHeight, input_width: inputWidth, height: height, width: width,
      inputs: inputs, outputs: outputs, stride: stride, lead: lead)
  }

  /// The convolution of a batch.
  func run(batch: Int) -> ConvolutionRun {
    switch algorithm {
    case .direct: .direct(DirectRun(shape: kernelShape, batch: batch))
    case .winograd(let tile):
      .winograd(
        WinogradRun(
          tile: tile, height: height, width: width, inputs: inputs, outputs: outputs,
          batch: batch))
    }
  }

  /// The gradient by the input of a batch, as a convolution of the gradient by the output.
  func backRun(batch: Int) -> ConvolutionRun {
    switch algorithm {
    case .direct: .directBack(DirectRun(shape: kernelShape, batch: batch))
    case .winograd(let tile):
      .winograd(
        WinogradRun(
          tile: tile, height: height, width: width, inputs: outputs, outputs: inputs,
          batch: batch))
    }
  }
}

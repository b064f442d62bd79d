/// Where the input of a convolution is continued with zeros.
public enum ConvolutionPadding: String, CaseIterable, Sendable {
  /// One pixel on every side.
  case around
  /// One row below and one column to the right; only with stride 2.
  case trailing
}

extension Tape {
  /// The correlation of images with a weight, as networks call convolution:
  /// y(i, j) = sum over ky, kx of x(stride i + ky - p, stride j + kx - p) W(ky, kx), plus biases
  /// and `added`; p = 1 for 3x3 padded all around, else 0.
  /// - Parameters:
  ///   - weight: [3][3][in][out] or [1][1][in][out].
  ///   - bias: [out].
  ///   - stride: 1 or 2; 1 for 1x1.
  ///   - imageBias: [out] for every image of the batch, added to each pixel.
  ///   - added: a residual, shaped as the result.
  public func convolution(
    _ x: Value, _ weight: Parameter, bias: Parameter? = nil, stride: Int = 1,
    padding: ConvolutionPadding = .around, imageBias: Value? = nil, adding added: Value? = nil
  ) -> Value {
    let dimensions = weight.dimensions
    precondition(
      dimensions.count == 4 && dimensions[2] == x.shape.channels,
      "\(weight.name) does not fit \(x.shape)")
    guard dimensions[0] == 3 else {
      precondition(dimensions[0] == 1 && dimensions[1] == 1 && stride == 1 && imageBias == nil)
      return linear(x, weight, bias: bias, adding: added)
    }
    precondition(dimensions[1] == 3 && (stride == 2 || stride == 1 && padding == .around))
    let geometry = ConvolutionGeometry(
      x.shape, outputs: dimensions[3], stride: stride, padding: padding)
    let shape = x.shape.with(height: geometry.height, width: geometry.width)
      .with(channels: geometry.outputs)
    precondition(bias.map { $0.count == geometry.outputs } ?? true)
    precondition(added.map { $0.shape == shape } ?? true)
    precondition(
      imageBias.map { $0.shape == TensorShape(batch: shape.batch, channels: shape.channels) }
        ?? true)
    let known = self.weight(weight)
    let packed = self.packed(known, geometry.algorithm.form)
    let packedBack =
      wantsGradient(x)
      ? self.packed(known, geometry.algorithm.formForGradient, for: .backward) : nil
    let bias = bias.map { parameter in record { $0.canonical(parameter) } }
    return record(shape) {
      Convolution(
        x: x, weight: known, bias: bias, imageBias: imageBias, added: added, geometry: geometry,
        packed: packed, packedBack: packedBack, result: $0)
    }
  }
}

import Tensors

/// x W + b over the channels.
struct Linear: Sendable {
  private let weight, bias: Weight

  init(_ scope: Scope, input: Int, output: Int) {
    weight = scope.weight("weight", .linear(input: input, output: output))
    bias = scope.weight("bias", .vector(output))
  }

  /// The same, kept in files as a convolution of one pixel.
  init(pointwise scope: Scope, input: Int, output: Int) {
    weight = scope.weight("weight", .pointwise(input: input, output: output))
    bias = scope.weight("bias", .vector(output))
  }

  func callAsFunction(
    _ x: Value, _ run: Recorder, activation: Activation = .none, adding: Value? = nil
  ) -> Value {
    run.tape.linear(
      x, run[weight], bias: run[bias], activation: activation, adding: adding)
  }
}

/// A convolution of 3x3 pixels.
struct Convolution: Sendable {
  private let weight, bias: Weight

  init(_ scope: Scope, input: Int, output: Int) {
    weight = scope.weight("weight", .convolution(input: input, output: output))
    bias = scope.weight("bias", .vector(output))
  }

  /// - Parameters:
  ///   - imageBias: added to every pixel, one row per sample.
  ///   - adding: added to the result.
  func callAsFunction(
    _ x: Value, _ run: Recorder, stride: Int = 1, padding: ConvolutionPadding = .around,
    imageBias: Value? = nil, adding: Value? = nil
  ) -> Value {
    run.tape.convolution(
      x, run[weight], bias: run[bias], stride: stride, padding: padding,
      imageBias: imageBias, adding: adding)
  }
}

/// Normalisation over groups of channels (Wu & He 2018).
struct GroupNorm: Sendable {
  private let scale, shift: Weight
  private let groups: Int
  private let epsilon: Double

  /// - Throws: `NetworkProblem.groups` where the groups are not whole.
  init(
    _ scope: Scope, channels: Int, groups: Int, epsilon: Double
  ) throws(NetworkProblem) {
    guard groups > 0, channels.isMultiple(of: groups) else {
      throw .groups(layer: scope.name, channels: channels, groups: groups)
    }
    self.groups = groups
    self.epsilon = epsilon
    scale = scope.weight("weight", .vector(channels))
    shift = scope.weight("bias", .vector(channels))
  }

  /// - Parameter modulation: per sample a scale s and a shift b of every channel, which make the
  ///   result (1 + s) y + b.
  func callAsFunction(
    _ x: Value, _ run: Recorder, activation: Activation = .none, modulation: Value? = nil
  ) -> Value {
    run.tape.groupNorm(
      x, groups: groups, scale: run[scale], shift: run[shift], epsilon: Float(epsilon),
      activation: activation, modulation: modulation)
  }
}

/// A row of a table for each sample.
struct Embedding: Sendable {
  private let table: Weight

  init(_ scope: Scope, rows: Int, width: Int) {
    table = scope.weight("weight", .table(rows: rows, width: width))
  }

  func callAsFunction(_ rows: IndexInput, _ run: Recorder) -> Value {
    run.tape.embedding(run[table], rows: rows)
  }
}

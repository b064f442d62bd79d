import CKernels

/// One step of AdamW (Loshchilov & Hutter 2019, algorithm 2) with a moving average of the weights:
///
///     m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g²
///     w = w - rate (m / (1 - beta1^n) / (sqrt(v / (1 - beta2^n)) + epsilon) + decay w)
///     a = averageDecay a + (1 - averageDecay) w
public struct AdamWStep: Hashable, Sendable {
  public var rate: Double
  public var beta1: Double
  public var beta2: Double
  public var epsilon: Double
  /// Of the weights, times the rate.
  public var decay: Double
  /// n, counted from 1.
  public var number: Int
  /// What the gradient is multiplied by before it is used.
  public var gradientScale: Double
  public var averageDecay: Double

  public init(
    rate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    decay: Double = 0, number: Int, gradientScale: Double = 1, averageDecay: Double = 0
  ) {
    precondition(number >= 1)
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
    self.number = number
    self.gradientScale = gradientScale
    self.averageDecay = averageDecay
  }

  fileprivate var kernel: ck_adamw {
    ck_adamw(
      rate: Float(rate), beta1: Float(beta1), beta2: Float(beta2), epsilon: Float(epsilon),
      decay: Float(decay), correction1: Float(1 - power(beta1, number)),
      correction2: Float(1 - power(beta2, number)), gradient_scale: Float(gradientScale),
      average_decay: Float(averageDecay))
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}

/// What AdamW remembers of one parameter, beside its values.
public struct AdamWMoments {
  /// m and v.
  public let mean, square: FloatBuffer
  /// The moving average of the weights.
  public let average: FloatBuffer

  /// No memory yet; the average is the present weights.
  public init(_ parameter: Parameter) {
    mean = FloatBuffer(count: parameter.count)
    square = FloatBuffer(count: parameter.count)
    average = FloatBuffer(parameter.values.values)
  }
}

extension Kernels {
  /// Numbers of a parameter that one thread takes at a time.
  private static let optimizerGrain = 1 << 14

  /// Takes a step with one parameter.
  public func step(
    _ step: AdamWStep, _ parameter: Parameter, gradient: FloatBuffer, _ moments: AdamWMoments
  ) {
    precondition(gradient.count == parameter.count && moments.mean.count == parameter.count)
    nonisolated(unsafe) let weights = parameter.values.start
    nonisolated(unsafe) let slope = gradient.start
    nonisolated(unsafe) let mean = moments.mean.start
    nonisolated(unsafe) let square = moments.square.start
    nonisolated(unsafe) let average = moments.average.start
    let kernel = step.kernel
    let (count, grain) = (parameter.count, Self.optimizerGrain)
    pool.parallelFor((count + grain - 1) / grain) { index in
      let start = index * grain
      withUnsafePointer(to: kernel) {
        floats.pointee.adamw(
          $0, weights + start, slope + start, mean + start, square + start, average + start,
          min(grain, count - start))
      }
    }
  }

  /// The sum of the squares of numbers, added up in parts that their count alone decides.
  public func sumOfSquares(_ numbers: FloatBuffer) -> Double {
    let (count, grain) = (numbers.count, Self.optimizerGrain)
    var sum = 0.0
    for start in stride(from: 0, to: count, by: grain) {
      sum += floats.pointee.sum_squares(numbers.start + start, min(grain, count - start))
    }
    return sum
  }
}

/// One recorded operation of a tape: what it reads and writes, how to compute it, and how to pass
/// the gradient of its result on to its inputs.
///
/// An operation is a value without pointers; when a tape is planned, a `Site` gives it its places
/// in memory. It allocates nothing while it runs, and what it computes depends neither on the
/// number of threads nor, for the row of a sample, on the other samples.
protocol Operation: Sendable {
  /// The values that `forward` reads; their positions here name them to a `Site`.
  var inputs: [Value] { get }
  var result: Value { get }
  /// The parameters to whose gradients `backward` adds.
  var weights: [Weight] { get }
  /// Those of the inputs and the result whose numbers `backward` reads.
  var readByBackward: [Value] { get }
  /// The position of an input whose memory the result may take over, because the numbers are
  /// read no later than they are replaced.
  var replaceableInput: Int? { get }
  /// The position of an input whose gradient is that of the result, unchanged. `backward` passes
  /// it on as usual if the site asks for it; often the two share their memory and it does not.
  var inputWithSameGradient: Int? { get }
  /// Whether `backward` computes the gradients by all inputs, also those that nobody wants.
  var needsEveryTarget: Bool { get }
  /// The inputs that may have a zero border one pixel wide.
  var inputsWithBorder: [Value] { get }
  /// Whether `forward` can write its result inside such a border (and zero the border).
  var bordersResult: Bool { get }

  /// The memory needed beside inputs and results.
  func workspace(_ surroundings: Surroundings) -> Workspace

  func forward(_ site: Site)
  func backward(_ site: Site)
}

/// What an operation knows when it asks for memory.
struct Surroundings {
  let kernels: Kernels
  /// By value.
  let borders: [Bool]

  func hasBorder(_ value: Value) -> Bool { borders[value.index] }
}

/// Memory that an operation asks for, in floats.
struct Workspace {
  /// Written by `forward`, read by `backward`; not there when nobody wants a gradient.
  var notes = 0
  /// For the duration of `forward`: once, and once for each thread.
  var forwardShared = 0
  var forwardPerThread = 0
  /// For the duration of `backward`: once, and once for each thread.
  var backwardShared = 0
  var backwardPerThread = 0
}

/// Rounds floats up to whole cache lines.
func lines(_ floats: Int) -> Int {
  let line = FloatBuffer.alignment / MemoryLayout<Float>.stride
  return (floats + line - 1) / line * line
}

extension Operation {
  var weights: [Weight] { [] }
  var readByBackward: [Value] { [] }
  var replaceableInput: Int? { nil }
  var inputWithSameGradient: Int? { nil }
  var needsEveryTarget: Bool { false }
  var inputsWithBorder: [Value] { [] }
  var bordersResult: Bool { false }

  func workspace(_ surroundings: Surroundings) -> Workspace { Workspace() }
}

/// A parameter, as a tape counts them.
struct Weight: Hashable, Sendable {
  let index: Int
  let count: Int
}

/// A packed form of a parameter, as a tape counts them.
struct Packed: Hashable, Sendable {
  let index: Int
}

import Experiments
import Files
import Runs

/// What a run has made, after every step.
struct Trajectory {
  private let shape: [Int]
  private var count = 0
  private var values: [Double] = []

  /// Finds out what could not be held.
  init(of run: some Experiment) throws {
    let product = run.products().first
    shape = product?.shape ?? [0]
    let numbers = ((run.outline.steps ?? 0) + 1) * shape.reduce(1, *)
    guard numbers <= TrajectoryError.limit else { throw TrajectoryError(numbers: numbers) }
    // All states are kept, and once more in the array that is written.
    try MemoryError.check(
      keeping: 2 * (numbers / max(1, shape[0])) * MemoryLayout<Double>.stride, samples: shape[0])
  }

  mutating func append(_ run: some Experiment) {
    values += run.products().first?.values ?? []
    count += 1
  }

  var array: NumberArray { NumberArray(shape: [count] + shape, values: values) }
}

/// The states of all steps are too large to be held at once.
struct TrajectoryError: Error, CustomStringConvertible {
  static let limit = 1 << 28
  let numbers: Int

  var description: String {
    "--trajectory: all states together are \(numbers) numbers, more than \(Self.limit)."
      + " Use fewer steps or a smaller batch."
  }
}

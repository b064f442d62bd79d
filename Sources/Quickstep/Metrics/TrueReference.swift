import Synchronization
import Tensors

/// True samples to compare a batch with: many of the same mixture of classes, and as many fresh
/// ones as the batch has, for the floor.
///
/// What metrics make of them is made when it is first asked for, and kept.
final class TrueReference: Sendable {
  let rows: SampleRows
  let fresh: [Double]
  let directions: SliceDirections

  private struct Known {
    var discrepancy: KernelReference?
    var projections: [SortedLists]?
    /// By metric; nil inside for one that does not apply.
    var floors: [String: Double?] = [:]
  }

  private let known = Mutex(Known())

  /// At least this many reference samples.
  private static let least = 1024
  private static let directionGroups = 8

  init(_ model: any ExactModel, classes: [Int32], seed: UInt64, _ kernels: Kernels) {
    let width = model.shape.count
    let copies = (Self.least + classes.count - 1) / classes.count
    let all = Array(repeatElement(classes, count: copies + 1).joined())
    let samples = model.trueSamples(classes: all, seed: seed, with: kernels)
    let end = copies * classes.count * width
    fresh = Array(samples[end...])
    rows = SampleRows(Array(samples[..<end]), width: width)
    directions = SliceDirections(Self.directionGroups, width: width, seed: seed, kernels)
  }

  func discrepancy(_ kernels: Kernels) -> KernelReference {
    known.withLock { known in
      let found = known.discrepancy ?? KernelReference(rows, kernels)
      known.discrepancy = found
      return found
    }
  }

  /// By group of directions.
  func projections(_ kernels: Kernels) -> [SortedLists] {
    known.withLock { known in
      let found =
        known.projections
        ?? (0..<directions.count).map { directions.projections(of: rows, $0, kernels) }
      known.projections = found
      return found
    }
  }

  /// What the fresh samples score.
  func floor(of metric: String, _ score: () -> Double?) -> Double? {
    if let found = known.withLock({ $0.floors[metric] }) { return found }
    let score = score()
    known.withLock { $0.floors[metric] = .some(score) }
    return score
  }

  /// What it takes to keep all that, in bytes.
  static func bytes(batch: Int, width: Int) -> Int {
    let copies = (least + batch - 1) / max(1, batch)
    let directions = directionGroups * SortedLists.lanes
    let numbers = (copies + 1) * batch * width + copies * batch * directions
    return numbers * MemoryLayout<Double>.stride
  }
}

import Quickstep
import Tensors

/// The tapes of a network that were used last.
struct TapeShelf: Sendable {
  static let capacity = 4

  let packed: PackedWeights
  private var tapes: [Entry] = []

  private struct Entry {
    let batch: Int
    let reduction: Reduction
    let pool: ThreadPool
    let set: InstructionSet
    let tape: NetworkTape
  }

  init(_ packed: PackedWeights) { self.packed = packed }

  /// The tape for a batch size, recorded now if it is new.
  mutating func tape(
    _ network: any Network, _ weights: NetworkWeights, reduced reduction: Reduction, batch: Int,
    _ shape: SampleShape, on kernels: Kernels
  ) -> NetworkTape {
    if let place = tapes.firstIndex(where: {
      $0.batch == batch && $0.reduction == reduction && $0.pool === kernels.pool
        && $0.set == kernels.instructionSet
    }) {
      let found = tapes.remove(at: place)
      tapes.insert(found, at: 0)
      return found.tape
    }
    if tapes.count == Self.capacity { tapes.removeLast() }
    let tape = NetworkTape(
      network, weights, reduced: reduction, batch: batch, shape, packed, on: kernels)
    tapes.insert(
      Entry(
        batch: batch, reduction: reduction, pool: kernels.pool, set: kernels.instructionSet,
        tape: tape),
      at: 0)
    return tape
  }
}

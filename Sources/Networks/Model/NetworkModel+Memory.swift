import Tensors

extension NetworkModel {
  /// How many recordings of the network are kept, one for each size and choice of parts.
  public static let tapesKept = TapeShelf.capacity

  /// Bytes that predicting a batch takes beside the weights: what the layers make, and the inputs.
  public func workingMemory(batch: Int) -> Int {
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    return Set(parts(of: batch).map(\.count)).reduce(0) { sum, count in
      sum
        + NetworkTape(
          network, weights, reduced: reduction, batch: count, shape, PackedWeights(), on: kernels
        ).plannedMemory
    }
  }
}

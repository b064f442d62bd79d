import Files

/// What something takes of memory: a part that is always there, and one for each sample of a batch.
struct MemoryNeed {
  var fixed = 0
  var perSample = 0

  /// What must be left for everything that is not counted.
  private static let reserve = 48 << 20

  /// Bytes for a batch; as many as there can be where they cannot be counted.
  func bytes(batch: Int) -> Int {
    let (product, overflows) = perSample.multipliedReportingOverflow(by: batch)
    let (sum, overflowsToo) = product.addingReportingOverflow(fixed)
    return overflows || overflowsToo ? .max : sum
  }

  /// The most samples that fit; 0 where what is always there does not.
  private func largestBatch(free: Int) -> Int {
    fixed <= free && perSample > 0 ? (free - fixed) / perSample : 0
  }

  /// - Parameter error: makes the error from need, free memory and the largest batch that fits.
  func check(
    batch: Int, free: Int?, _ error: (Int, Int, Int) -> MemoryError
  ) throws(MemoryError) {
    guard let free = free.map({ max(0, $0 - Self.reserve) }), bytes(batch: batch) > free else {
      return
    }
    throw error(bytes(batch: batch), free, largestBatch(free: free))
  }
}

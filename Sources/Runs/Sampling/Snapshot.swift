/// The batch after a step: what previews draw and errors are measured on.
public struct Snapshot: Sendable {
  /// Rows of samples; the first ones where a run is too large to keep all.
  public let state: [Double]
  /// The data prediction of the step's first evaluation; `nil` at the start.
  public let data: [Double]?

  package init(state: [Double], data: [Double]?) {
    self.state = state
    self.data = data
  }

  /// Bytes that the snapshots of one run may take.
  static let budget = 512 << 20

  /// How many of `batch` samples of `width` numbers can be kept at every one of `levels` levels.
  package static func samplesKept(batch: Int, width: Int, levels: Int) -> Int {
    let bytesPerSample = 2 * MemoryLayout<Double>.stride * width * levels
    return min(batch, max(1, budget / max(1, bytesPerSample)))
  }
}

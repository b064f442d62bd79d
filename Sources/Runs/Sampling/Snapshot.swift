/// The batch after a step, as previews show it.
public struct Snapshot: Sendable {
  /// Rows of samples; the first ones where a run is too large to keep all.
  public let state: [Double]
  /// The data prediction of the step's first evaluation; `nil` at the start.
  public let data: [Double]?

  package init(state: [Double], data: [Double]?) {
    self.state = state
    self.data = data
  }
}

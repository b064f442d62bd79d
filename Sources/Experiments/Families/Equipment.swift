import Tensors

/// What a run is handed by whoever walks it.
public struct Equipment: Sendable {
  public var kernels: Kernels
  public var isCancelled: @Sendable () -> Bool
  /// Told the share of a model that is loaded, 0 … 1, on any thread.
  public var progress: @Sendable (Double) -> Void
  /// Where evaluations are shared with other runs; `nil` for a run by itself.
  public var seat: WorkShelf.Seat?

  public init(
    _ kernels: Kernels, isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Double) -> Void = { _ in }, seat: WorkShelf.Seat? = nil
  ) {
    self.kernels = kernels
    self.isCancelled = isCancelled
    self.progress = progress
    self.seat = seat
  }
}

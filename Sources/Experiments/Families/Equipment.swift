import Tensors

/// What a run is handed by whoever walks it.
public struct Equipment: Sendable {
  /// Who looks on.
  public enum Audience: Sendable {
    /// Somebody who may look at every step.
    case onlooker
    /// Nobody before the end: of a step there are its numbers, of the end its samples, scores and plain
    /// previews. Nothing comes late.
    case end
  }

  public var kernels: Kernels
  public var isCancelled: @Sendable () -> Bool
  /// Told the share of a model that is loaded, 0 … 1, on any thread.
  public var progress: @Sendable (Double) -> Void
  /// What of the run somebody will look at.
  public var audience: Audience
  /// Where evaluations are shared with other runs; `nil` for a run by itself.
  public var seat: WorkShelf.Seat?

  public init(
    _ kernels: Kernels, isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Double) -> Void = { _ in }, audience: Audience = .onlooker,
    seat: WorkShelf.Seat? = nil
  ) {
    self.kernels = kernels
    self.isCancelled = isCancelled
    self.progress = progress
    self.audience = audience
    self.seat = seat
  }
}

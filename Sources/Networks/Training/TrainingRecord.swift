/// What one step of training tells.
public struct TrainingRecord: Hashable, Sendable {
  /// Counted from 1.
  public var step: Int
  /// Of the step's batch, before the step.
  public var loss: Float
  /// The length of its gradient, before it is clipped.
  public var gradientNorm: Float
  public var rate: Float

  public init(step: Int, loss: Float, gradientNorm: Float, rate: Float) {
    self.step = step
    self.loss = loss
    self.gradientNorm = gradientNorm
    self.rate = rate
  }
}

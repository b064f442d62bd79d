/// What one step of training tells.
public struct TrainingRecord: Hashable, Sendable {
  /// Counted from 1.
  public var step: Int
  /// Of the step's batch, before the step.
  public var loss: Float
  /// The length of its gradient, before it is clipped.
  public var gradientNorm: Float
  public var rate: Float
  /// What its method tells beside, in the order of the plan's statistics; NaN where a step has nothing
  /// to tell.
  public var told: [Float]

  public init(step: Int, loss: Float, gradientNorm: Float, rate: Float, told: [Float] = []) {
    self.step = step
    self.loss = loss
    self.gradientNorm = gradientNorm
    self.rate = rate
    self.told = told
  }
}

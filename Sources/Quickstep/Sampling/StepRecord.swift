/// What is known after a step. Record 0 describes the start.
public struct StepRecord: Sendable {
  /// 0 for the start, then 1 … N.
  public let step: Int
  /// The level that the state is now at.
  public let level: NoiseLevel
  /// Calls of the model so far.
  public let evaluations: Int
  public let stateRMS: Double
  public let stateMaximum: Double
  /// Root mean square of the change of the state.
  public let changeRMS: Double?
  /// Root mean square of the data prediction at the start of the step.
  public let dataRMS: Double?
  public let dataChangeRMS: Double?
  /// Cosine between this step's slope of x/alpha and the step before's: 1 on a straight path.
  public let straightness: Double?
  /// The order of the formula in use.
  public let order: Int?
  public let coefficients: [StepContext.Coefficient]
  /// The share of elements of the data prediction that clipping changed.
  public let clippedShare: Double?
  /// |c - u| / |u| of classifier-free guidance.
  public let guidanceStrength: Double?
  /// What the state was read as for the next step; `nil` where none follows.
  public let reading: LevelReading?
  /// The standard deviation of that shift over the batch.
  public internal(set) var shiftSpread: Double?
  /// Parts of the model that calls so far have computed, of those that can be left out; `nil` where
  /// no step leaves any out.
  public let parts: Int?

  package init(
    step: Int, level: NoiseLevel, evaluations: Int, stateRMS: Double, stateMaximum: Double,
    changeRMS: Double? = nil, dataRMS: Double? = nil, dataChangeRMS: Double? = nil,
    straightness: Double? = nil, order: Int? = nil, coefficients: [StepContext.Coefficient] = [],
    clippedShare: Double? = nil, guidanceStrength: Double? = nil, reading: LevelReading? = nil,
    parts: Int? = nil
  ) {
    self.step = step
    self.level = level
    self.evaluations = evaluations
    self.stateRMS = stateRMS
    self.stateMaximum = stateMaximum
    self.changeRMS = changeRMS
    self.dataRMS = dataRMS
    self.dataChangeRMS = dataChangeRMS
    self.straightness = straightness
    self.order = order
    self.coefficients = coefficients
    self.clippedShare = clippedShare
    self.guidanceStrength = guidanceStrength
    self.reading = reading
    shiftSpread = reading?.shift.map { _ in 0 }
    self.parts = parts
  }
}

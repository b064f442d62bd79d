/// CFG-Zero*: classifier-free guidance s u + g (c - s u) with the scale s = <c, u> / |u|² that
/// brings s u nearest to c, sample by sample, and with a velocity of zero in the first steps
/// (Fan et al. 2025, section 4).
///
/// It is published for flow predictions. With other kinds c and u are the model's own outputs too,
/// and a velocity of zero is still one of rectified flow, D = eps = x / (alpha + sigma): what stands
/// still is x / (alpha + sigma). Such steps do not ask the model.
public struct ClassifierFreeZeroStar: Guidance {
  public static let declaration = Declaration(
    "cfg-zero-star", title: "CFG-Zero*",
    summary: "scale the unconditional prediction to fit, and stand still at first",
    paper: "Fan et al. 2025, CFG-Zero*: Improved Classifier-Free Guidance for Flow Matching Models",
    knobs: [
      .guidanceScale,
      Knob("zero", "first steps with a velocity of zero", .integer(0...100), default: .integer(1)),
    ])

  public let needsClass = true
  private let g: Double
  private let zero: Int

  public init(_ knobs: KnobValues) {
    g = knobs.real("scale")
    zero = knobs.integer("zero")
  }

  public var followsSteps: Bool { zero > 0 }

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    guard run.index >= zero else {
      return run.combine((x, Prediction.flow.conversion(to: run.prediction, at: level).state))
    }
    let (c, u) = run.conditionalAndUnconditional(x, at: level)
    return run.combine((run.project(c, onto: u), 1 - g), (c, g))
  }
}

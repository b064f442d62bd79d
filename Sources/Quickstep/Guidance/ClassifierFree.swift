/// The conditional model itself.
public struct Unguided: Guidance {
  public static let declaration = Declaration(
    "none", title: "none", summary: "the conditional model as it is")

  public let needsClass = false

  public init(_ knobs: KnobValues) {}

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    run.conditional(x, at: level)
  }
}

/// Classifier-free guidance: u + g (c - u), with c the conditional and u the unconditional
/// prediction (Ho & Salimans 2022, equation 6, with g = 1 + w).
public struct ClassifierFree: Guidance {
  public static let declaration = Declaration(
    "cfg", title: "classifier-free", summary: "move away from the unconditional prediction",
    paper: "Ho & Salimans 2022, Classifier-Free Diffusion Guidance",
    knobs: [.guidanceScale])

  public let needsClass = true
  private let g: Double

  public init(_ knobs: KnobValues) { g = knobs.real("scale") }

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    let (c, u) = run.conditionalAndUnconditional(x, at: level)
    return run.combine((u, 1 - g), (c, g))
  }
}

/// Classifier-free guidance inside an interval of noise levels, the conditional model outside
/// (Kynkäänniemi et al. 2024, equation 6).
public struct IntervalClassifierFree: Guidance {
  public static let declaration = Declaration(
    "cfg-interval", title: "classifier-free in an interval",
    summary: "guide only where sigma/alpha lies in (low, high]",
    paper: "Kynkäänniemi et al. 2024, Applying Guidance in a Limited Interval",
    knobs: [
      .guidanceScale,
      Knob(
        "low", "guide above this sigma/alpha", .real(0...1e5, step: .factor(1.2)),
        default: .real(0.2)),
      Knob(
        "high", "guide up to this sigma/alpha", .real(0...1e5, step: .factor(1.2)),
        default: .real(5)),
    ],
    orders: [KnobOrder("low", below: "high")])

  public let needsClass = true
  private let full: ClassifierFree
  private let low, high: Double

  public init(_ knobs: KnobValues) {
    full = ClassifierFree(knobs)
    low = knobs.real("low")
    high = knobs.real("high")
  }

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    low < level.rho && level.rho <= high
      ? full.evaluate(x, at: level, run) : run.conditional(x, at: level)
  }
}

/// Classifier-free guidance whose result is scaled back towards the conditional prediction's
/// standard deviation (Lin et al. 2023, equations 15 and 16).
public struct RescaledClassifierFree: Guidance {
  public static let declaration = Declaration(
    "cfg-rescale", title: "classifier-free, rescaled",
    summary: "keep the contrast of the conditional prediction",
    paper: "Lin et al. 2023, Common Diffusion Noise Schedules and Sample Steps are Flawed",
    knobs: [
      .guidanceScale,
      Knob(
        "phi", "share of the rescaled prediction", .real(0...1, step: .linear(0.05)),
        default: .real(0.7)),
    ])

  public let needsClass = true
  private let g, phi: Double

  public init(_ knobs: KnobValues) {
    g = knobs.real("scale")
    phi = knobs.real("phi")
  }

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    let (c, u) = run.conditionalAndUnconditional(x, at: level)
    let guided = run.combine((u, 1 - g), (c, g))
    let rescaled = run.matchDeviation(of: guided, to: c)
    return run.combine((rescaled, phi), (guided, 1 - phi))
  }
}

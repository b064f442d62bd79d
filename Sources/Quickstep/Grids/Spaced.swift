import Glibc

/// Equal steps of t, or of what becomes t when it is shifted towards the noise: for t from 0 to 1
/// t' = s t / (1 + (s - 1) t) (Esser et al. 2024, equation 23).
public struct UniformT: GridRule {
  /// How a level between two whole time steps of a table comes about: as the path goes on, or on a
  /// line through both of sigma/alpha or of its logarithm.
  private enum Between: String, CaseIterable {
    case path
    case logSigma = "log-sigma"
    case sigma
  }

  public static let shift = Knob(
    "shift", "s: above 1 more of the steps are noisy", .real(0.01...100, step: .factor(1.1)),
    default: .real(1))

  public static let declaration = Declaration(
    "uniform-t", title: "uniform t", summary: "equal steps of the schedule's parameter",
    paper: "Esser et al. 2024, Scaling Rectified Flow Transformers, equation 23",
    knobs: [
      shift,
      Knob(
        "between", "levels between a table's time steps: the path's own, or on a line of sigma",
        .choice(Between.allCases.map(\.rawValue)), default: .word(Between.path.rawValue)),
    ] + GridSpan.knobs)

  private let span: GridSpan
  private let s: Double
  private let between: Between

  public init(_ knobs: KnobValues) {
    span = GridSpan(knobs)
    s = knobs.real(Self.shift.name)
    between = knobs.choice("between")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let last = schedule.range.upperBound
    return try span.levels(schedule, steps: steps) { u, high, low in
      let t = high.t + u * (low.t - high.t)
      return level(s * t / (1 + (s - 1) * t / last), on: schedule)
    }
  }

  private func level(_ t: Double, on schedule: any Schedule) -> NoiseLevel {
    let step = t.rounded(.down), share = t - step
    guard between != .path, schedule.entries != nil, share > 0 else {
      return schedule.level(t: t)
    }
    let below = schedule.level(t: step).rho, above = schedule.level(t: step + 1).rho
    guard above.isFinite else { return schedule.level(t: t) }
    return schedule.level(
      rho: between == .sigma
        ? below + share * (above - below) : pow(below, 1 - share) * pow(above, share))
  }
}

/// Equal steps of lambda = log alpha/sigma.
public struct UniformLambda: GridRule {
  public static let declaration = Declaration(
    "uniform-lambda", title: "uniform λ", summary: "equal steps of log alpha/sigma",
    paper: "Lu et al. 2022, DPM-Solver, section 3", knobs: GridSpan.knobs)

  private let span: GridSpan

  public init(_ knobs: KnobValues) { span = GridSpan(knobs) }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    try span.levels(schedule, steps: steps) { u, high, low in
      schedule.level(lambda: high.lambda + u * (low.lambda - high.lambda))
    }
  }
}

/// Equal steps of t^(1/kappa): kappa = 2 is the quadratic grid of Song et al. 2021.
public struct Quadratic: GridRule {
  public static let declaration = Declaration(
    "quadratic", title: "quadratic", summary: "equal steps of a root of t",
    paper: "Song et al. 2021, Denoising Diffusion Implicit Models, appendix D",
    knobs: [
      Knob("kappa", "power", .real(1...5, step: .linear(0.25)), default: .real(2))
    ] + GridSpan.knobs)

  private let span: GridSpan
  private let kappa: Double

  public init(_ knobs: KnobValues) {
    span = GridSpan(knobs)
    kappa = knobs.real("kappa")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    try span.levels(schedule, steps: steps) { u, high, low in
      schedule.level(
        t: pow((1 - u) * pow(high.t, 1 / kappa) + u * pow(low.t, 1 / kappa), kappa))
    }
  }
}

/// Equal steps of (sigma/alpha)^(1/rho) (Karras et al. 2022, equation 5).
public struct Karras: GridRule {
  public static let declaration = Declaration(
    "karras", title: "karras", summary: "equal steps of a root of sigma/alpha",
    paper: "Karras et al. 2022, Elucidating the Design Space of Diffusion Models, equation 5",
    knobs: [
      Knob("rho", "root", .real(1...20, step: .linear(0.5)), default: .real(7))
    ] + GridSpan.knobs)

  private let span: GridSpan
  private let rho: Double

  public init(_ knobs: KnobValues) {
    span = GridSpan(knobs)
    rho = knobs.real("rho")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    try span.levels(schedule, steps: steps) { u, high, low in
      let root = pow(high.rho, 1 / rho), end = pow(low.rho, 1 / rho)
      return schedule.level(rho: pow(root + u * (end - root), rho))
    }
  }
}

/// Equal steps of log sigma/alpha; on every schedule here the same levels as `uniform-lambda`,
/// under the name that k-diffusion and diffusers give them.
public struct Exponential: GridRule {
  public static let declaration = Declaration(
    "exponential", title: "exponential", summary: "equal factors of sigma/alpha",
    paper: "Crowson 2022, k-diffusion", knobs: GridSpan.knobs)

  private let same: UniformLambda

  public init(_ knobs: KnobValues) { same = UniformLambda(knobs) }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    try same.levels(schedule, steps: steps)
  }
}

/// log sigma/alpha falls like a power of the remaining way.
public struct Polyexponential: GridRule {
  public static let declaration = Declaration(
    "polyexponential", title: "polyexponential",
    summary: "log sigma/alpha falls like a power of the remaining way",
    paper: "Crowson 2022, k-diffusion",
    knobs: [
      Knob("rho", "power", .real(0.1...10, step: .linear(0.1)), default: .real(1))
    ] + GridSpan.knobs)

  private let span: GridSpan
  private let rho: Double

  public init(_ knobs: KnobValues) {
    span = GridSpan(knobs)
    rho = knobs.real("rho")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    try span.levels(schedule, steps: steps) { u, high, low in
      let ramp = pow(1 - u, rho)
      return schedule.level(lambda: ramp * high.lambda + (1 - ramp) * low.lambda)
    }
  }
}

/// The levels of a linear VP process at equal steps of its time, as variance exploding levels of
/// whatever schedule is sampled (Song et al. 2021; k-diffusion's `get_sigmas_vp`).
public struct VPGrid: GridRule {
  public static let declaration = Declaration(
    "vp", title: "VP", summary: "sigma/alpha of a linear VP process at equal steps of its time",
    paper: "Song et al. 2021, Score-Based Generative Modeling through SDEs, equation 32",
    knobs: [
      Knob("beta-d", "b1 - b0", .real(0.1...200, step: .factor(1.1)), default: .real(19.9)),
      Knob("beta-min", "b0", .real(-10...10, step: .linear(0.01)), default: .real(0.1)),
      Knob(
        "eps", "last time before the end", .real(1e-6...0.5, step: .factor(1.2)),
        default: .real(1e-3)),
      .gridEnd,
    ])

  private let end: GridSpan.End
  private let betaD, betaMin, eps: Double

  public init(_ knobs: KnobValues) {
    betaD = knobs.real("beta-d")
    betaMin = knobs.real("beta-min")
    eps = knobs.real("eps")
    end = knobs.choice("end")
  }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let levels = linearlySpaced(1, eps, count: end.count(steps: steps)).map { t in
      // sigma/alpha = sqrt(e^(b_d t² / 2 + b_min t) - 1)
      schedule.level(rho: sqrt(expm1(betaD * t * t / 2 + betaMin * t)))
    }
    return end.closing(levels, on: schedule)
  }
}

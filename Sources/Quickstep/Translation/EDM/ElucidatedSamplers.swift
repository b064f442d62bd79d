import Glibc

/// The samplers of Karras et al.'s own code: `edm_sampler` and `ablation_sampler`.
enum ElucidatedSamplers: PeerSampler {
  private enum Stages: String, CaseIterable { case euler, heun }
  private enum Discretization: String, CaseIterable { case vp, ve, iddpm, edm }
  private enum Schedule: String, CaseIterable { case vp, ve, linear }
  private enum Scaling: String, CaseIterable { case vp, none }

  static let names = ["edm_sampler", "ablation_sampler"]

  private static let ownOptions: [String: JSONValue] = [
    "sigma_min": nil, "sigma_max": nil, "rho": 7, "S_churn": 0, "S_min": 0, "S_max": nil,
    "S_noise": 1,
  ]

  private static let ablationOptions: [String: JSONValue] = ownOptions.merging([
    "solver": "heun", "discretization": "edm", "schedule": "linear", "scaling": "none",
    "epsilon_s": 1e-3, "C_1": 0.001, "C_2": 0.008, "M": 1000, "alpha": 1,
  ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let given = request.configuration.merging(request.stepArguments) { $1 }
    if request.name == "edm_sampler" {
      _ = try PeerOptions(of: request.name, given, defaults: ownOptions)
    }
    // The published sampler is the ablation's with its defaults.
    let options = try PeerOptions(of: request.name, given, defaults: ablationOptions)
    try options.checkSteps(request.steps)
    guard request.steps >= 2 else { throw options.unsupported("it needs two steps or more") }
    return try translate(options, steps: request.steps)
  }

  private static func translate(
    _ options: PeerOptions, steps: Int
  ) throws(TranslationError) -> Translation {
    let discretization = try options.word("discretization", as: Discretization.self)
    let epsilon = try options.real("epsilon_s", in: 1e-9...0.999)
    let range = try sigmaRange(options, discretization, epsilon)
    // The linear VP process that passes through both ends.
    let clean = log1p(range.low * range.low), noisy = log1p(range.high * range.high)
    let betaD = 2 * (clean / epsilon - noisy) / (epsilon - 1)
    let betaMin = noisy - 0.5 * betaD

    let space = ElucidatedSpace(
      KnobValues(
        ElucidatedSpace.declaration.knobs,
        [
          "noise": .word(noise(try options.word("schedule"))),
          "scaling": .word(try options.word("scaling", as: Scaling.self).rawValue),
          "beta-d": .real(betaD), "beta-min": .real(betaMin),
          "sigma-min": .real(range.low), "sigma-max": .real(range.high),
        ]))
    let rule =
      switch discretization {
      case .vp:
        Choice("vp", ["beta-d": .real(betaD), "beta-min": .real(betaMin), "eps": .real(epsilon)])
      case .ve: Choice("exponential")
      case .iddpm:
        Choice(
          "iddpm",
          [
            "entries": .integer(try options.integer("M", in: 2...100_000)),
            "c1": .real(try options.real("C_1")), "c2": .real(try options.real("C_2")),
          ])
      case .edm: Choice("karras", ["rho": .real(try options.real("rho", in: 1e-3...1e3))])
      }
    let levels: [NoiseLevel]
    do {
      levels = try gridRules.make(rule).levels(space, steps: steps)
    } catch {
      throw options.unsupported("there is no noise level between sigma_min and sigma_max")
    }
    let solver = Choice(
      "edm",
      [
        "stages": .word(try options.word("solver", as: Stages.self).rawValue),
        "alpha": .real(try options.real("alpha", in: 1e-6...1e6)),
        "churn": .real(try options.real("S_churn", in: 0...1e9)),
        "s-min": .real(try options.real("S_min")),
        "s-max": .real(try options.optionalReal("S_max") ?? 1e9),
        "s-noise": .real(try options.real("S_noise")),
      ])
    return Translation(
      schedule: space, grid: Grid(levels: levels), solver: solver, prediction: .data,
      startScale: levels[0].sigma, recording: .final)
  }

  private static func noise(_ schedule: Schedule) -> String {
    switch schedule {
    case .vp: "vp"
    case .ve: "root"
    case .linear: "linear"
    }
  }

  /// What the options say, else what belongs to the discretization.
  private static func sigmaRange(
    _ options: PeerOptions, _ discretization: Discretization, _ epsilon: Double
  ) throws(TranslationError) -> (low: Double, high: Double) {
    func process(_ t: Double) -> Double { sqrt(expm1(0.5 * 19.9 * t * t + 0.1 * t)) }
    let standard: (low: Double, high: Double) =
      switch discretization {
      case .vp: (process(epsilon), process(1))
      case .ve: (0.02, 100)
      case .iddpm: (0.002, 81)
      case .edm: (0.002, 80)
      }
    return (
      try options.optionalReal("sigma_min", in: 1e-9...1e9) ?? standard.low,
      try options.optionalReal("sigma_max", in: 1e-9...1e9) ?? standard.high
    )
  }
}

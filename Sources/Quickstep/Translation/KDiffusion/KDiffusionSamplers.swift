/// The samplers of k-diffusion that walk along a given list of sigmas: `sample_euler` and the
/// others. `schedule` in the configuration names the function that makes the list.
enum KDiffusionSamplers: PeerSampler {
  struct Sampler: Sendable {
    let solver: String
    /// Our knob, and the peer's argument with its default.
    let knobs: [(knob: String, argument: String, fallback: JSONValue)]
    /// How often a step draws noise.
    var draws = 1
  }

  private static let churn: [(knob: String, argument: String, fallback: JSONValue)] = [
    ("churn", "s_churn", 0), ("s-min", "s_tmin", 0), ("s-max", "s_tmax", 1e9),
    ("s-noise", "s_noise", 1),
  ]

  private static let ancestral: [(knob: String, argument: String, fallback: JSONValue)] = [
    ("eta", "eta", 1), ("s-noise", "s_noise", 1),
  ]

  static let samplers: [String: Sampler] = [
    "sample_euler": Sampler(solver: "euler", knobs: churn),
    "sample_euler_ancestral": Sampler(solver: "euler", knobs: ancestral),
    "sample_heun": Sampler(solver: "heun", knobs: churn),
    "sample_dpm_2": Sampler(solver: "dpm2", knobs: churn),
    "sample_dpm_2_ancestral": Sampler(solver: "dpm2", knobs: ancestral),
    "sample_lms": Sampler(solver: "lms", knobs: [("order", "order", 4)]),
    "sample_dpmpp_2m": Sampler(solver: "dpm++2m", knobs: []),
    "sample_dpmpp_2s_ancestral": Sampler(solver: "dpm++2s", knobs: ancestral),
    "sample_dpmpp_sde": Sampler(
      solver: "dpm++sde", knobs: ancestral + [("r", "r", 0.5)], draws: 2),
    "sample_dpmpp_2m_sde": Sampler(
      solver: "sde-dpm++2m", knobs: ancestral + [("form", "solver_type", "midpoint")]),
    "sample_dpmpp_3m_sde": Sampler(solver: "sde-dpm++3m", knobs: ancestral),
  ]

  static let names: [String] = samplers.keys.sorted()

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    guard let sampler = samplers[request.name] else {
      throw .unknownSampler(request.name, known: names)
    }
    let defaults = sampler.knobs.map { ($0.argument, $0.fallback) }
    let options = try PeerOptions(
      of: request.name, request.configuration.merging(request.stepArguments) { $1 },
      defaults: KDiffusionSigmas.options.merging(defaults) { $1 })
    try options.checkSteps(request.steps)
    var knobs: [String: KnobValue] = [:]
    for (knob, argument, _) in sampler.knobs {
      knobs[knob] = try options.knobValue(argument, of: knob, solver: sampler.solver)
    }
    let levels = try KDiffusionSigmas(options).levels(steps: request.steps, options)
    let grid = Grid(levels: levels)
    if request.name == "sample_dpm_2_ancestral", case .real(let eta) = knobs["eta"],
      grid.steps.contains(where: {
        $0.to.sigma > 0 && AncestralStep(eta: eta, from: $0.from, to: $0.to).lower.sigma == 0
      })
    {
      throw options.unsupported("with so large an eta the peer leaves out the noise of some steps")
    }
    let churned = knobs["churn"].map { $0 != .real(0) } ?? false
    return Translation(
      schedule: EDM.standard, grid: grid, solver: Choice(sampler.solver, knobs), prediction: .data,
      startScale: levels[0].sigma, recording: churned ? .corrected : .steps,
      draws: .at(grid.steps.indices.flatMap { Array(repeating: $0, count: sampler.draws) }))
  }
}

extension PeerOptions {
  /// The option as a value of one of our solver's knobs.
  fileprivate func knobValue(
    _ name: String, of knob: String, solver: String
  ) throws(TranslationError) -> KnobValue {
    guard let declared = try? solvers.options.declaration(solver).knob(knob) else {
      preconditionFailure("\(solver) has no knob \(knob)")
    }
    switch declared.kind {
    case .real(let range, _):
      // Beyond our ranges more churn, or a higher end of it, changes nothing.
      let limit = ["s_churn", "s_tmax"].contains(name) ? .infinity : range.upperBound
      let value = try real(name, in: range.lowerBound...limit)
      return .real(min(value, range.upperBound))
    case .integer(let range): return .integer(try integer(name, in: range))
    case .choice(let words):
      let word = try text(name)
      guard words.contains(word) else {
        throw refused(name, needed: words.joined(separator: " or "))
      }
      return .word(word)
    case .list, .integers, .seed, .label, .text:
      preconditionFailure("\(solver) has no list \(knob)")
    }
  }
}

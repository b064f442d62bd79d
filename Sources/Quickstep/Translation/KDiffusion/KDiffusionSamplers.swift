/// The samplers of k-diffusion that walk along a given list of sigmas: `sample_euler` and the
/// others. `schedule` in the configuration names the function that makes the list.
enum KDiffusionSamplers: PeerSampler {
  private struct Sampler: Sendable {
    let solver: String
    /// Our knob, and the peer's argument with its default.
    let knobs: [(knob: String, argument: String, fallback: JSONValue)]
  }

  private static let churn: [(knob: String, argument: String, fallback: JSONValue)] = [
    ("churn", "s_churn", 0), ("s-min", "s_tmin", 0), ("s-max", "s_tmax", 1e9),
    ("s-noise", "s_noise", 1),
  ]

  private static let samplers: [String: Sampler] = [
    "sample_euler": Sampler(solver: "euler", knobs: churn),
    "sample_euler_ancestral": Sampler(
      solver: "euler", knobs: [("eta", "eta", 1), ("s-noise", "s_noise", 1)]),
    "sample_heun": Sampler(solver: "heun", knobs: churn),
    "sample_dpm_2": Sampler(solver: "dpm2", knobs: churn),
    "sample_lms": Sampler(solver: "lms", knobs: [("order", "order", 4)]),
    "sample_dpmpp_2m": Sampler(solver: "dpm++2m", knobs: []),
    "sample_dpmpp_2m_sde": Sampler(
      solver: "sde-dpm++2m",
      knobs: [("eta", "eta", 1), ("s-noise", "s_noise", 1), ("form", "solver_type", "midpoint")]),
    "sample_dpmpp_3m_sde": Sampler(
      solver: "sde-dpm++3m", knobs: [("eta", "eta", 1), ("s-noise", "s_noise", 1)]),
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
    let churned = knobs["churn"].map { $0 != .real(0) } ?? false
    return Translation(
      schedule: EDM.standard, grid: Grid(levels: levels),
      solver: Choice(sampler.solver, knobs), prediction: .data, startScale: levels[0].sigma,
      recording: churned ? .corrected : .steps)
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
      let value = try real(name, in: range.lowerBound ... .infinity)
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

/// k-diffusion's `sample_dpm_adaptive`: it walks from sigma_max to sigma_min and stops there.
enum KDiffusionAdaptive: PeerSampler {
  static let names = ["sample_dpm_adaptive"]

  private static let defaults: [String: JSONValue] = [
    "schedule": "a", "sigma_min": 0.02, "sigma_max": 40.0, "order": 3, "rtol": 0.05,
    "atol": 0.0078, "h_init": 0.05, "pcoeff": 0.0, "icoeff": 1.0, "dcoeff": 0.0,
    "accept_safety": 0.81, "eta": 0.0, "s_noise": 1.0,
  ]

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(
      of: request.name, request.configuration.merging(request.stepArguments) { $1 },
      defaults: defaults)
    let (low, high) = try options.sigmaEnds()
    var knobs: [String: KnobValue] = [
      "order": .integer(try options.integer("order", in: 2...3)), "retry": .word("evaluate"),
    ]
    for (knob, option, range) in [
      ("rtol", "rtol", 1e-9...1), ("atol", "atol", 1e-9...1), ("first", "h_init", 1e-3...10),
      ("pcoeff", "pcoeff", -2...2), ("icoeff", "icoeff", 0...2), ("dcoeff", "dcoeff", -2...2),
      ("safety", "accept_safety", 0.1...1), ("eta", "eta", 0...10), ("s-noise", "s_noise", 0...2),
    ] as [(String, String, ClosedRange<Double>)] {
      knobs[knob] = .real(try options.real(option, in: range))
    }
    var translation = Translation(
      schedule: EDM.standard,
      grid: Grid(levels: [NoiseLevel(sigma: high), NoiseLevel(sigma: low)]),
      solver: Choice("dpm-adaptive", knobs), prediction: .data, startScale: high,
      recording: .steps, draws: .asNeeded)
    // The lengths of the steps hang on small differences of large numbers.
    translation.precision = 1e-9
    return translation
  }
}

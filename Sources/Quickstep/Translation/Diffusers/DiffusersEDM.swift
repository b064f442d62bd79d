import Glibc

/// What the diffusers schedulers share that bring the preconditioning of Karras et al. 2022 with
/// them: sigmas between two ends, an end, and networks that are told log(sigma)/4.
struct DiffusersEDM {
  private enum Placement: String, CaseIterable { case karras, exponential }
  private enum Output: String, CaseIterable {
    case epsilon
    case velocity = "v_prediction"
  }

  static let options: [String: JSONValue] = [
    "sigma_min": 0.002, "sigma_max": 80.0, "sigma_data": 0.5, "sigma_schedule": "karras",
    "num_train_timesteps": 1000, "prediction_type": "epsilon", "rho": 7.0,
    "final_sigmas_type": "zero",
  ]

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    let (low, high) = try options.sigmaEnds()
    let output = try options.word("prediction_type", as: Output.self)
    return PeerProcess(
      schedule: EDM(from: low, to: high), prediction: .data,
      time: .quarterLogSigma,
      preconditioning: .edm(
        sigmaData: try options.real("sigma_data", in: 1e-6...1e6),
        sign: output == .epsilon ? 1 : -1))
  }

  /// - Parameter smallest: where a run ends that does not end at 0; nil for the last of its sigmas.
  static func translation(
    _ request: PeerRequest, _ options: PeerOptions, solver: Choice, clip: Choice = Choice("none"),
    smallest: Double? = nil
  ) throws(TranslationError) -> Translation {
    try options.checkSteps(request.steps)
    let (low, high) = try options.sigmaEnds()
    var sigmas: [Double]
    switch try options.word("sigma_schedule", as: Placement.self) {
    case .karras:
      let rho = try options.real("rho", in: 1e-3...1e3)
      sigmas = karrasSigmas(
        linearlySpaced(0, 1, count: request.steps), from: high, to: low, rho: rho)
    case .exponential:
      // Laid out from the clean end: a single one is the smallest.
      sigmas = linearlySpaced(log(low), log(high), count: request.steps).reversed().map { exp($0) }
    }
    switch try options.word("final_sigmas_type", as: DiffusersGrid.Last.self) {
    case .zero: sigmas.append(0)
    case .minimum: sigmas.append(smallest ?? sigmas[sigmas.count - 1])
    }
    return Translation(
      schedule: EDM(from: low, to: high),
      grid: Grid(levels: sigmas.map { NoiseLevel(sigma: $0) }), solver: solver, clip: clip,
      prediction: .data, startScale: hypot(high, 1), networkTime: { log($0.sigma) / 4 })
  }
}

/// diffusers' `EDMEulerScheduler`.
enum DiffusersEDMEuler: PeerScheduler {
  static let names = ["EDMEulerScheduler"]
  static let options = DiffusersEDM.options

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersEDM.process(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    let arguments = try PeerOptions(
      of: request.name, request.stepArguments,
      defaults: ["s_churn": 0, "s_tmin": 0, "s_tmax": nil, "s_noise": 1])
    try options.checkArguments(
      PeerRequest(name: request.name, timestepArguments: request.timestepArguments, steps: 1),
      step: [], timesteps: [])
    let low = try arguments.real("s_tmin", in: 0...1e9)
    let high = try arguments.optionalReal("s_tmax", in: 0 ... .infinity) ?? 1e9
    var translation = try DiffusersEDM.translation(
      request, options,
      solver: Choice(
        "euler",
        [
          "churn": .real(try arguments.real("s_churn", in: 0...1000)),
          "s-min": .real(low), "s-max": .real(min(high, 1e9)),
          "s-noise": .real(try arguments.real("s_noise", in: 0...2)),
          "reuse": .word("network"), "sigma-data": .real(try options.real("sigma_data")),
        ]))
    translation.draws = .at(
      translation.grid.steps.indices.filter {
        (low...max(low, high)).contains(translation.grid.steps[$0].from.sigma)
      })
    return translation
  }
}

/// diffusers' `EDMDPMSolverMultistepScheduler`.
enum DiffusersEDMDPMSolver: PeerScheduler {
  static let names = ["EDMDPMSolverMultistepScheduler"]

  static let options = DiffusersEDM.options.merging(DiffusersDPMSolverMultistep.solverOptions) {
    $1
  }
  .merging(diffusersClipOptions) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersEDM.process(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: [])
    return try DiffusersEDM.translation(
      request, options,
      solver: try DiffusersDPMSolverMultistep.dataSolver(options, steps: request.steps),
      clip: try options.clip(hasRange: false), smallest: try options.real("sigma_min"))
  }
}

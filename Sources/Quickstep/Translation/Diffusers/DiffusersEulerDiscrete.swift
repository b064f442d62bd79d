import Glibc

/// diffusers' `EulerDiscreteScheduler`.
enum DiffusersEulerDiscrete: PeerScheduler {
  static let names = ["EulerDiscreteScheduler"]

  private enum Interpolation: String, CaseIterable {
    case linear
    case logLinear = "log_linear"
  }

  private enum TimestepType: String, CaseIterable { case discrete, continuous }

  private enum FinalSigma: String, CaseIterable {
    case zero
    case smallest = "sigma_min"
  }

  private enum Output: String, CaseIterable {
    case epsilon, sample
    case originalSample = "original_sample"
    case velocity = "v_prediction"

    var prediction: Prediction {
      switch self {
      case .epsilon: .noise
      case .sample, .originalSample: .data
      case .velocity: .velocity
      }
    }
  }

  static let options = DiffusersSigmaSpace.options
    .merging(DiffusersSigmaSpace.placementOptions) { $1 }
    .merging([
      "prediction_type": "epsilon", "interpolation_type": "linear", "sigma_min": nil,
      "sigma_max": nil, "timestep_type": "discrete", "rescale_betas_zero_snr": false,
      "final_sigmas_type": "zero",
    ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable.withZeroSNR(options).schedule,
      prediction: try prediction(options),
      time: try isContinuous(options) ? .quarterLogSigma : .steps(scale: 1))
  }

  private static func prediction(_ options: PeerOptions) throws(TranslationError) -> Prediction {
    try options.word("prediction_type", as: Output.self).prediction
  }

  private static func isContinuous(_ options: PeerOptions) throws(TranslationError) -> Bool {
    let type = try options.word("timestep_type", as: TimestepType.self)
    let prediction = try prediction(options)
    return type == .continuous && prediction == .velocity
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    let arguments = try PeerOptions(
      of: request.name, request.stepArguments,
      defaults: ["s_churn": 0, "s_tmin": 0, "s_tmax": nil, "s_noise": 1])
    let prediction = try prediction(options)
    let space = try DiffusersSigmaSpace(.withZeroSNR(options), options)
    let placement = try placement(request, options, space)
    let sigmas = placement.sigmas
    // A continuous time step is a function of sigma without an end, and every sigma has one.
    let isContinuous = try isContinuous(options)
    let steps = isContinuous ? sigmas.count - 1 : placement.times.count
    if !isContinuous { try options.checkFirstIsUnique(placement.times) }

    // The peer divides churn by the number of its sigmas, which is not always that of its steps.
    let churn = try arguments.real("s_churn", in: 0...1e6) / Double(sigmas.count - 1)
    let low = try arguments.real("s_tmin")
    let high = try arguments.optionalReal("s_tmax") ?? 1e9
    let solver = Choice(
      "euler",
      [
        "churn": .real(churn * Double(steps)), "s-min": .real(low), "s-max": .real(high),
        "s-noise": .real(try arguments.real("s_noise")), "reuse": .word(prediction.rawValue),
      ])
    var translation = try space.translation(
      along: placement.prefix(steps), options, solver: solver, prediction: prediction)
    if isContinuous { translation.networkTime = { log($0.sigma) / 4 } }
    translation.draws = .at((0..<steps).filter { low <= sigmas[$0] && sigmas[$0] <= high })
    return translation
  }

  /// All of the peer's sigmas, and the time steps that it takes along them.
  private static func placement(
    _ request: PeerRequest, _ options: PeerOptions, _ space: DiffusersSigmaSpace
  ) throws(TranslationError) -> DiffusersSigmaSpace.Placement {
    let arguments = try PeerOptions(
      of: request.name, request.timestepArguments, defaults: ["timesteps": nil, "sigmas": nil])
    if let given = try arguments.optionalReals("sigmas") {
      guard given.count > 1 else { throw options.unsupported("there must be two sigmas or more") }
      return space.placement(of: given)
    }
    let times = try arguments.optionalReals("timesteps")
    let steps = times?.count ?? request.steps
    try options.checkSteps(steps)

    let smallest = space.rhos[0], largest = space.rhos[space.rhos.count - 1]
    var placement = space.placement(steps: steps, times: times)
    if try options.word("interpolation_type", as: Interpolation.self) == .logLinear {
      // One more than there are time steps: the run ends before the last sigmas.
      placement.sigmas =
        DiffusersSigmas.exponential.sigmas(from: largest, to: smallest, count: steps + 1)
    }
    placement = try space.replaced(
      placement, options, from: try options.optionalReal("sigma_max", in: 1e-9...1e9),
      to: try options.optionalReal("sigma_min", in: 1e-9...1e9))
    switch try options.word("final_sigmas_type", as: FinalSigma.self) {
    case .zero: return placement.ending(at: 0)
    case .smallest: return placement.ending(at: smallest)
    }
  }
}

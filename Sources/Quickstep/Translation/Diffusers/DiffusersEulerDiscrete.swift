import Glibc

/// diffusers' `EulerDiscreteScheduler`.
enum DiffusersEulerDiscrete: PeerSampler {
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

  private static let options = DiffusersSigmaSpace.options
    .merging(DiffusersSigmaSpace.placementOptions) { $1 }
    .merging([
      "prediction_type": "epsilon", "interpolation_type": "linear", "sigma_min": nil,
      "sigma_max": nil, "timestep_type": "discrete", "rescale_betas_zero_snr": false,
      "final_sigmas_type": "zero",
    ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: options)
    let arguments = try PeerOptions(
      of: request.name, request.stepArguments,
      defaults: ["s_churn": 0, "s_tmin": 0, "s_tmax": nil, "s_noise": 1])
    let timestepType = try options.word("timestep_type", as: TimestepType.self)
    let prediction = try options.word("prediction_type", as: Output.self).prediction
    let zeroSNR = try options.flag("rescale_betas_zero_snr")
    var table = try DiffusersTable(options, zeroSNR: zeroSNR)
    if zeroSNR { table.keepLastAboveZero() }
    let space = try DiffusersSigmaSpace(table, options)
    let (sigmas, placed) = try sigmas(request, options, space)
    // A continuous time step is a function of sigma without an end, and every sigma has one.
    let isContinuous = timestepType == .continuous && prediction == .velocity
    let steps = isContinuous ? sigmas.count - 1 : placed
    if !isContinuous { try space.checkStart(Array(sigmas.prefix(steps)), options) }

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
      along: Array(sigmas.prefix(steps + 1)), options, solver: solver, prediction: prediction)
    if isContinuous {
      translation.networkTime = { log($0.sigma) / 4 }
      translation.training?.time = .quarterLogSigma
    }
    translation.drawingSteps = (0..<steps).filter { low <= sigmas[$0] && sigmas[$0] <= high }
    return translation
  }

  /// All of the peer's sigmas, and how many steps it takes along them.
  private static func sigmas(
    _ request: PeerRequest, _ options: PeerOptions, _ space: DiffusersSigmaSpace
  ) throws(TranslationError) -> (sigmas: [Double], steps: Int) {
    let arguments = try PeerOptions(
      of: request.name, request.timestepArguments, defaults: ["timesteps": nil, "sigmas": nil])
    if let given = try arguments.optionalReals("sigmas") {
      guard given.count > 1 else { throw options.unsupported("there must be two sigmas or more") }
      return (given, given.count - 1)
    }
    let times = try arguments.optionalReals("timesteps")
    let steps = times?.count ?? request.steps
    try options.checkSteps(steps)

    let smallest = space.rhos[0], largest = space.rhos[space.rhos.count - 1]
    var sigmas =
      switch try options.word("interpolation_type", as: Interpolation.self) {
      case .linear: space.sigmas(steps: steps, times: times)
      // One more than there are time steps: the run ends before the last sigmas.
      case .logLinear:
        DiffusersSigmas.exponential.sigmas(from: largest, to: smallest, count: steps + 1)
      }
    sigmas = try options.replaced(
      sigmas, steps: steps, from: try options.optionalReal("sigma_max", in: 1e-9...1e9),
      to: try options.optionalReal("sigma_min", in: 1e-9...1e9))
    switch try options.word("final_sigmas_type", as: FinalSigma.self) {
    case .zero: sigmas.append(0)
    case .smallest: sigmas.append(smallest)
    }
    return (sigmas, steps)
  }
}

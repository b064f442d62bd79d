/// diffusers' `KDPM2DiscreteScheduler`.
enum DiffusersKDPM2Discrete: PeerSampler {
  static let names = ["KDPM2DiscreteScheduler"]

  private static let options = DiffusersSigmaSpace.options
    .merging(DiffusersSigmaSpace.placementOptions) { $1 }
    .merging([
      "beta_start": 0.00085, "beta_end": 0.012, "prediction_type": "epsilon",
    ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: options)
    try options.checkSteps(request.steps)
    let space = try DiffusersSigmaSpace(try DiffusersTable(options), options)
    let sigmas = try options.replaced(
      space.sigmas(steps: request.steps), steps: request.steps)
    return try space.translation(
      along: sigmas + [0], options, solver: Choice("dpm2"),
      prediction: options.prediction(among: [.noise, .velocity]))
  }
}

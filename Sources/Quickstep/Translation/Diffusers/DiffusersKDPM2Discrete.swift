/// diffusers' `KDPM2DiscreteScheduler`.
enum DiffusersKDPM2Discrete: PeerScheduler {
  static let names = ["KDPM2DiscreteScheduler"]

  static let options = DiffusersSigmaSpace.options
    .merging(DiffusersSigmaSpace.placementOptions) { $1 }
    .merging([
      "beta_start": 0.00085, "beta_end": 0.012, "prediction_type": "epsilon",
    ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable(options).schedule, prediction: try prediction(options))
  }

  private static func prediction(_ options: PeerOptions) throws(TranslationError) -> Prediction {
    try options.prediction(among: [.noise, .velocity])
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkSteps(request.steps)
    let space = try DiffusersSigmaSpace(try DiffusersTable(options), options)
    let placement = try space.replaced(
      space.placement(steps: request.steps), options, rounding: [.karras])
    return try space.translation(
      along: placement.ending(at: 0), options, solver: Choice("dpm2"),
      prediction: prediction(options))
  }
}

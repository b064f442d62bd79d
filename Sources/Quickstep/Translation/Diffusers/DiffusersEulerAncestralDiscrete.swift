/// diffusers' `EulerAncestralDiscreteScheduler`.
enum DiffusersEulerAncestralDiscrete: PeerScheduler {
  static let names = ["EulerAncestralDiscreteScheduler"]

  static let options = DiffusersSigmaSpace.options.merging([
    "prediction_type": "epsilon", "rescale_betas_zero_snr": false,
  ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable.withZeroSNR(options).schedule,
      prediction: try options.noiseOrVelocity())
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkSteps(request.steps)
    let space = try DiffusersSigmaSpace(.withZeroSNR(options), options)
    return try space.translation(
      along: space.placement(steps: request.steps).ending(at: 0), options,
      solver: Choice("euler", ["eta": .real(1)]), prediction: options.noiseOrVelocity())
  }
}

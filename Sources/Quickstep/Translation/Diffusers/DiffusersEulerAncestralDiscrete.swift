/// diffusers' `EulerAncestralDiscreteScheduler`.
enum DiffusersEulerAncestralDiscrete: PeerSampler {
  static let names = ["EulerAncestralDiscreteScheduler"]

  private static let options = DiffusersSigmaSpace.options.merging([
    "prediction_type": "epsilon", "rescale_betas_zero_snr": false,
  ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: options)
    try options.checkSteps(request.steps)
    let zeroSNR = try options.flag("rescale_betas_zero_snr")
    var table = try DiffusersTable(options, zeroSNR: zeroSNR)
    if zeroSNR { table.keepLastAboveZero() }
    let space = try DiffusersSigmaSpace(table, options)
    return try space.translation(
      along: space.sigmas(steps: request.steps) + [0], options,
      solver: Choice("euler", ["eta": .real(1)]),
      prediction: options.prediction(among: [.noise, .velocity]))
  }
}

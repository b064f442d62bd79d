/// diffusers' `LMSDiscreteScheduler`.
enum DiffusersLMSDiscrete: PeerSampler {
  static let names = ["LMSDiscreteScheduler"]

  private static let options = DiffusersSigmaSpace.options
    .merging(DiffusersSigmaSpace.placementOptions) { $1 }
    .merging(["prediction_type": "epsilon"]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: options)
    let arguments = try PeerOptions(
      of: request.name, request.stepArguments, defaults: ["order": 4])
    try options.checkSteps(request.steps)
    let space = try DiffusersSigmaSpace(try DiffusersTable(options), options)
    let sigmas = try options.replaced(
      space.sigmas(steps: request.steps), steps: request.steps)
    return try space.translation(
      along: sigmas + [0], options,
      solver: Choice("lms", ["order": .integer(try arguments.integer("order", in: 1...4))]),
      prediction: options.prediction())
  }
}

/// diffusers' `LMSDiscreteScheduler`.
enum DiffusersLMSDiscrete: PeerScheduler {
  static let names = ["LMSDiscreteScheduler"]

  static let options = DiffusersSigmaSpace.options
    .merging(DiffusersSigmaSpace.placementOptions) { $1 }
    .merging(["prediction_type": "epsilon"]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable(options).schedule, prediction: try options.prediction())
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    let arguments = try PeerOptions(
      of: request.name, request.stepArguments, defaults: ["order": 4])
    try options.checkSteps(request.steps)
    let space = try DiffusersSigmaSpace(try DiffusersTable(options), options)
    let placement = try space.replaced(space.placement(steps: request.steps), options)
    return try space.translation(
      along: placement.ending(at: 0), options,
      solver: Choice("lms", ["order": .integer(try arguments.integer("order", in: 1...4))]),
      prediction: options.prediction())
  }
}

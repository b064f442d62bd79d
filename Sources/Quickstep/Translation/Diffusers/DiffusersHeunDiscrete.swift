/// diffusers' `HeunDiscreteScheduler`.
enum DiffusersHeunDiscrete: PeerScheduler {
  static let names = ["HeunDiscreteScheduler"]

  static let options = DiffusersSigmaSpace.options
    .merging(DiffusersSigmaSpace.placementOptions) { $1 }
    .merging([
      "beta_start": 0.00085, "beta_end": 0.012, "prediction_type": "epsilon",
      "clip_sample": false, "clip_sample_range": 1,
    ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(schedule: try table(options).schedule, prediction: try options.prediction())
  }

  private static func table(_ options: PeerOptions) throws(TranslationError) -> DiffusersTable {
    try DiffusersTable(
      options, schedules: [.linear, .scaledLinear, .squaredCosine, .exponential])
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    let arguments = try PeerOptions(
      of: request.name, request.timestepArguments, defaults: ["timesteps": nil])
    let times = try arguments.optionalReals("timesteps")
    let steps = times?.count ?? request.steps
    try options.checkSteps(steps)
    let space = try DiffusersSigmaSpace(try table(options), options)
    let placement = try space.replaced(space.placement(steps: steps, times: times), options)
    let limit = try options.real("clip_sample_range")
    return try space.translation(
      along: placement.ending(at: 0), options, solver: Choice("heun"),
      clip: try options.flag("clip_sample")
        ? Choice("range", ["limit": .real(limit)]) : Choice("none"),
      prediction: options.prediction())
  }
}

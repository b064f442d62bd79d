/// diffusers' `HeunDiscreteScheduler`.
enum DiffusersHeunDiscrete: PeerSampler {
  static let names = ["HeunDiscreteScheduler"]

  private static let options = DiffusersSigmaSpace.options
    .merging(DiffusersSigmaSpace.placementOptions) { $1 }
    .merging([
      "beta_start": 0.00085, "beta_end": 0.012, "prediction_type": "epsilon",
      "clip_sample": false, "clip_sample_range": 1,
    ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: options)
    let arguments = try PeerOptions(
      of: request.name, request.timestepArguments, defaults: ["timesteps": nil])
    let times = try arguments.optionalReals("timesteps")
    let steps = times?.count ?? request.steps
    try options.checkSteps(steps)
    let table = try DiffusersTable(
      options, schedules: [.linear, .scaledLinear, .squaredCosine, .exponential])
    let space = try DiffusersSigmaSpace(table, options)
    let sigmas = try options.replaced(space.sigmas(steps: steps, times: times), steps: steps)
    let limit = try options.real("clip_sample_range")
    return try space.translation(
      along: sigmas + [0], options, solver: Choice("heun"),
      clip: try options.flag("clip_sample")
        ? Choice("range", ["limit": .real(limit)]) : Choice("none"),
      prediction: options.prediction())
  }
}

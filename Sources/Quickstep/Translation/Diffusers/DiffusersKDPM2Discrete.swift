/// diffusers' `KDPM2DiscreteScheduler` and `KDPM2AncestralDiscreteScheduler`.
enum DiffusersKDPM2Discrete: PeerScheduler {
  /// What the solver adds to the defaults, by class.
  private static let knobs: [String: [String: KnobValue]] = [
    "KDPM2DiscreteScheduler": [:], "KDPM2AncestralDiscreteScheduler": ["eta": .real(1)],
  ]

  static let names = knobs.keys.sorted()

  static let options = DiffusersSigmaSpace.latentOptions

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable(options).schedule, prediction: try options.noiseOrVelocity())
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: [])
    try options.checkSteps(request.steps)
    let space = try DiffusersSigmaSpace(try DiffusersTable(options), options)
    let placement = try space.replaced(
      space.placement(steps: request.steps), options, rounding: [.karras])
    return try space.translation(
      along: placement.ending(at: 0), options, solver: Choice("dpm2", knobs[request.name] ?? [:]),
      prediction: options.noiseOrVelocity())
  }
}

/// diffusers' `DPMSolverSDEScheduler`.
enum DiffusersDPMSolverSDE: PeerScheduler {
  static let names = ["DPMSolverSDEScheduler"]

  static let options = DiffusersSigmaSpace.latentOptions.merging([
    "noise_sampler_seed": nil
  ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable(options).schedule, prediction: try options.noiseOrVelocity())
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: ["s_noise"], timesteps: [])
    try options.checkSteps(request.steps)
    let noiseScale = try PeerOptions(
      of: request.name, request.stepArguments, defaults: ["s_noise": 1]
    ).real("s_noise", in: 0...2)
    let space = try DiffusersSigmaSpace(try DiffusersTable(options), options)
    let placement = try space.replaced(space.placement(steps: request.steps), options)
    var translation = try space.translation(
      along: placement.ending(at: 0), options,
      solver: Choice("dpm++sde", ["s-noise": .real(noiseScale)]),
      prediction: options.noiseOrVelocity())
    translation.draws = .at(translation.grid.steps.indices.flatMap { [$0, $0] })
    if options.isSet("noise_sampler_seed") {
      translation.note = "The noise comes from the seed of the run, not from noise_sampler_seed."
    }
    return translation
  }
}

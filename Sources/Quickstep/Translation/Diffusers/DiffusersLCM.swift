/// diffusers' `LCMScheduler`.
enum DiffusersLCM: PeerScheduler {
  static let names = ["LCMScheduler"]

  static let options = DiffusersDistillation.options

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersDistillation.process(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(
      request, step: [], timesteps: ["original_inference_steps", "timesteps", "strength"])
    let path = try DiffusersDistillation(request, options, .replaces)
    let levels = path.times.map(path.table.level)
    // Where a step seems to follow the last one, noise of the same level is added again.
    let end = path.isCut ? levels[levels.count - 1] : path.table.schedule.clean
    return Translation(
      schedule: path.table.schedule, grid: Grid(levels: levels + [end]),
      solver: Choice(
        "lcm",
        [
          "scaling": .real(try options.real("timestep_scaling", in: 0...1e6)),
          "sigma-data": .real(0.5),
        ]),
      clip: try options.clip(hasRange: true), prediction: try options.prediction(), startScale: 1)
  }
}

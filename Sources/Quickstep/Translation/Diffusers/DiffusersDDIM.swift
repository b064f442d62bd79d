/// diffusers' `DDIMScheduler`, alone or for several time steps at once: every step goes down by N_train / N, whatever the next time step is.
enum DiffusersDDIM: PeerScheduler {
  static let names = ["DDIMScheduler", "DDIMParallelScheduler"]

  static let options =
    DiffusersTable.options.merging(diffusersTimeOptions) { $1 }.merging(diffusersClipOptions) { $1 }
    .merging([
      "clip_sample": true, "clip_sample_range": 1.0, "set_alpha_to_one": true,
      "prediction_type": "epsilon", "timestep_spacing": "leading", "rescale_betas_zero_snr": false,
    ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable(rescaling: options).schedule,
      prediction: try options.prediction())
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    let arguments = try PeerOptions(
      of: "\(request.name).step", request.stepArguments,
      defaults: ["eta": 0.0, "use_clipped_model_output": false])
    _ = try PeerOptions(
      of: "\(request.name).set_timesteps", request.timestepArguments, defaults: [:])

    let table = try DiffusersTable(rescaling: options)
    try options.checkSteps(request.steps, most: table.count)
    let times = try options.word("timestep_spacing", as: DiffusersSpacing.self).wholeTimes(
      steps: request.steps, trained: table.count, offset: try options.integer("steps_offset"),
      options)
    let end = try endLevel(options, table)
    let stride = table.count / request.steps
    let grid = Grid(
      steps: times.map { t in
        Step(from: table.level(t), to: t >= stride ? table.level(t - stride) : end)
      })

    let clip = try options.clip(hasRange: true)
    let solver = try solver(arguments, clip)
    return Translation(
      schedule: table.schedule, grid: grid, solver: solver, clip: clip,
      prediction: try options.prediction(), startScale: 1,
      note: zip(times, times.dropFirst()).allSatisfy { $0 - $1 == stride }
        ? nil
        : "\(request.name) goes down by \(stride) time steps whatever the next one is; "
          + "the grid \(try options.text("timestep_spacing")) goes to the next one.")
  }

  /// With `use_clipped_model_output` the noise is taken from the clipped data, so that only data
  /// and state enter the step.
  private static func solver(
    _ arguments: PeerOptions, _ clip: Choice
  ) throws(TranslationError) -> Choice {
    let eta = try arguments.real("eta", in: 0...1)
    guard try arguments.flag("use_clipped_model_output"), clip.name != "none" else {
      return Choice("euler", ["eta": .real(eta)])
    }
    switch eta {
    case 0: return Choice("dpm++1s")
    case 1: return Choice("ddpm")
    default: throw arguments.unsupported("use_clipped_model_output needs eta 0 or 1")
    }
  }

  /// Where a step below the table's first entry leads.
  static func endLevel(
    _ options: PeerOptions, _ table: DiffusersTable
  ) throws(TranslationError) -> NoiseLevel {
    if try options.flag("set_alpha_to_one") { return table.schedule.clean }
    var end = table.level(0)
    end.t = -1
    return end
  }
}

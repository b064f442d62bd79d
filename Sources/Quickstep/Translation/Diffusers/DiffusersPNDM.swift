/// diffusers' `PNDMScheduler` without its Runge-Kutta start (`skip_prk_steps`): Adams-Bashforth on
/// the model's output, after a first step that is taken twice.
enum DiffusersPNDM: PeerSampler {
  static let names = ["PNDMScheduler"]

  private static let defaults =
    DiffusersTable.options.merging(diffusersTimeOptions) { $1 }.merging([
      "skip_prk_steps": false, "set_alpha_to_one": false, "prediction_type": "epsilon",
      "timestep_spacing": "leading",
    ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: defaults)
    try options.checkArguments(request, step: [], timesteps: [])
    guard try options.flag("skip_prk_steps") else {
      throw options.unsupported("only skip_prk_steps = true has a translation")
    }
    let table = try DiffusersTable(options)
    try options.checkSteps(request.steps, most: table.count)
    let times = try options.word("timestep_spacing", as: DiffusersSpacing.self).wholeTimes(
      steps: request.steps, trained: table.count, offset: try options.integer("steps_offset"),
      options)
    let prediction = try options.prediction(among: [.noise, .velocity])

    let solver = Choice(
      "plms",
      [
        "warm-up": .word(times.count > 1 ? "improved-euler" : "ramp"),
        "prediction": .word(prediction.rawValue),
      ])
    return Translation(
      schedule: table.schedule, grid: try grid(times, request.steps, options, table),
      solver: solver, prediction: prediction, startScale: 1,
      training: try options.training(table, solver: solver))
  }

  /// Every step goes down by N_train / N from its time step; the second is the first again, seen
  /// from where it led to.
  private static func grid(
    _ times: [Int], _ steps: Int, _ options: PeerOptions, _ table: DiffusersTable
  ) throws(TranslationError) -> Grid {
    let end = try DiffusersDDIM.endLevel(options, table)
    let stride = table.count / steps
    var path = times.map { t in
      Step(from: table.level(t), to: t >= stride ? table.level(t - stride) : end)
    }
    if times.count > 1 {
      let second = times[1]
      try options.check([second + stride], within: table.count)
      path.insert(
        Step(from: table.level(second + stride), to: table.level(second)), at: 1)
    }
    return Grid(steps: path)
  }
}

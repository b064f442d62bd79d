/// diffusers' `PNDMScheduler`: Adams-Bashforth on the model's output, after three Runge-Kutta steps or
/// (`skip_prk_steps`) a first step that is taken twice.
enum DiffusersPNDM: PeerScheduler {
  static let names = ["PNDMScheduler"]

  static let options =
    DiffusersTable.options.merging(diffusersTimeOptions) { $1 }.merging([
      "skip_prk_steps": false, "set_alpha_to_one": false, "prediction_type": "epsilon",
      "timestep_spacing": "leading",
    ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: [])
    let table = try DiffusersTable(options)
    try options.checkSteps(request.steps, most: table.count)
    let times = try options.word("timestep_spacing", as: DiffusersSpacing.self).wholeTimes(
      steps: request.steps, trained: table.count, offset: try options.integer("steps_offset"),
      options)
    let prediction = try options.noiseOrVelocity()
    let stride = table.count / request.steps
    let skips = try options.flag("skip_prk_steps")
    if !skips, times.count < 4 {
      throw options.unsupported("the Runge-Kutta start needs four steps; use more")
    }
    var knobs: [String: KnobValue] = ["prediction": .word(prediction.rawValue)]
    if !skips {
      knobs["warm-up"] = .word("runge-kutta")
      knobs["half"] = .integer(stride / 2)
    } else if times.count > 1 {
      knobs["warm-up"] = .word("improved-euler")
    }
    let end = try DiffusersDDIM.endLevel(options, table)
    return Translation(
      schedule: table.schedule,
      grid: skips
        ? try strides(times, stride, to: end, options, table)
        : rungeKutta(times, stride, to: end, table),
      solver: Choice("plms", knobs), prediction: prediction, startScale: 1)
  }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable(options).schedule, prediction: try options.noiseOrVelocity())
  }

  /// Every step goes down by N_train / N from its time step; the second is the first again, seen
  /// from where it led to.
  private static func strides(
    _ times: [Int], _ stride: Int, to end: NoiseLevel, _ options: PeerOptions,
    _ table: DiffusersTable
  ) throws(TranslationError) -> Grid {
    var path = times.map { stepDown(from: $0, stride, to: end, table) }
    if times.count > 1 {
      let second = times[1]
      try options.check([second + stride], within: table.count)
      path.insert(
        Step(from: table.level(second + stride), to: table.level(second)), at: 1)
    }
    return Grid(steps: path)
  }

  /// The first three steps lead to the next time step, the others go down by N_train / N.
  private static func rungeKutta(
    _ times: [Int], _ stride: Int, to end: NoiseLevel, _ table: DiffusersTable
  ) -> Grid {
    let start = (0..<3).map {
      Step(from: table.level(times[$0]), to: table.level(times[$0 + 1]))
    }
    return Grid(steps: start + times[3...].map { stepDown(from: $0, stride, to: end, table) })
  }

  private static func stepDown(
    from t: Int, _ stride: Int, to end: NoiseLevel, _ table: DiffusersTable
  ) -> Step {
    Step(from: table.level(t), to: t >= stride ? table.level(t - stride) : end)
  }
}

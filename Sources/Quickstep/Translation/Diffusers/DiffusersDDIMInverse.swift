/// diffusers' `DDIMInverseScheduler`, which goes up from data to noise.
enum DiffusersDDIMInverse: PeerScheduler {
  static let names = ["DDIMInverseScheduler"]

  /// Which level the model is asked at.
  private enum ModelLevel: String, CaseIterable {
    /// That of the time step shown, which a step leads to, as the peer's pipelines do.
    case pipeline
    /// That of the state.
    case state
  }

  private enum Spacing: String, CaseIterable {
    case leading, trailing

    var spacing: DiffusersSpacing { self == .leading ? .leading : .trailing }
  }

  /// `model_level` is ours: the peer leaves the model to its caller.
  static let options = DiffusersTable.options.merging([
    "clip_sample": true, "clip_sample_range": 1.0, "set_alpha_to_one": true,
    "set_alpha_to_zero": nil, "steps_offset": 0, "prediction_type": "epsilon",
    "timestep_spacing": "leading", "rescale_betas_zero_snr": false, "model_level": "pipeline",
  ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(
      schedule: try DiffusersTable(rescaling: options).schedule,
      prediction: try options.prediction())
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: [])
    let prediction = try options.prediction()
    let table = try DiffusersTable(rescaling: options)
    let grid = try grid(request, options, table)
    guard prediction != .data || grid.steps[0].from.sigma > 0 else {
      throw options.unsupported(
        "data predictions say nothing of the noise without set_alpha_to_one")
    }
    let solver =
      switch try options.word("model_level", as: ModelLevel.self) {
      case .pipeline: Choice("ddim-inversion", ["prediction": .word(prediction.rawValue)])
      case .state: Choice("euler")
      }
    return Translation(
      schedule: table.schedule, grid: grid, solver: solver,
      clip: try options.sampleClip(),
      prediction: prediction, startScale: 1, networkTime: { max(0, $0.t) })
  }

  /// Every step goes up by N_train / N, to a time step of the spacing.
  private static func grid(
    _ request: PeerRequest, _ options: PeerOptions, _ table: DiffusersTable
  ) throws(TranslationError) -> Grid {
    try options.checkSteps(request.steps, most: table.count)
    let times = try options.word("timestep_spacing", as: Spacing.self).spacing.wholeTimes(
      steps: request.steps, trained: table.count, offset: try options.integer("steps_offset"),
      options)
    let startsClean = try options.flag(
      options.isSet("set_alpha_to_zero") ? "set_alpha_to_zero" : "set_alpha_to_one")
    let start = startsClean ? table.schedule.clean : table.level(0)
    let stride = table.count / request.steps
    return Grid(
      steps: times.reversed().map { t in
        Step(from: t >= stride ? table.level(t - stride) : start, to: table.level(t))
      })
  }
}

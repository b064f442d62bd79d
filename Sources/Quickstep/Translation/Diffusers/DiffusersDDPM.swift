/// diffusers' `DDPMScheduler`, alone or for several time steps at once.
enum DiffusersDDPM: PeerScheduler {
  static let names = ["DDPMScheduler", "DDPMParallelScheduler"]

  private enum Variance: String, CaseIterable {
    case small = "fixed_small"
    case smallLog = "fixed_small_log"
    case large = "fixed_large"
    case learned
    case learnedRange = "learned_range"

    var word: String {
      switch self {
      case .small, .smallLog: "small"
      case .large: "large"
      case .learned: "learned"
      case .learnedRange: "learned-range"
      }
    }
  }

  static let options =
    DiffusersTable.options.merging(diffusersTimeOptions) { $1 }.merging(diffusersClipOptions) { $1 }
    .merging([
      "variance_type": "fixed_small", "clip_sample": true, "clip_sample_range": 1.0,
      "prediction_type": "epsilon", "timestep_spacing": "leading", "rescale_betas_zero_snr": false,
    ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    PeerProcess(schedule: try table(options).schedule, prediction: try options.prediction())
  }

  private static func table(_ options: PeerOptions) throws(TranslationError) -> DiffusersTable {
    try DiffusersTable(
      options, schedules: DiffusersTable.BetaSchedule.allCases,
      zeroSNR: try options.flag("rescale_betas_zero_snr"))
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: ["timesteps"])
    let table = try table(options)
    let times = try times(request, options, table)
    let levels = times.map(table.level) + [table.schedule.clean]

    let variance = try options.word("variance_type", as: Variance.self)
    let solver = Choice(
      "ddpm",
      [
        "variance": .word(variance.word),
        "floor": .real(variance == .large ? 0 : 1e-20),
        // The peer adds noise in every step but that from time step 0.
        "end": .word(times.last == 0 ? "quiet" : "noisy"),
      ])
    let clip = try options.clip(hasRange: true)
    return Translation(
      schedule: table.schedule, grid: Grid(levels: levels), solver: solver, clip: clip,
      prediction: try options.prediction(), startScale: 1)
  }

  private static func times(
    _ request: PeerRequest, _ options: PeerOptions, _ table: DiffusersTable
  ) throws(TranslationError) -> [Int] {
    if let times = try options.listedTimes(request, within: table.count) { return times }
    try options.checkSteps(request.steps, most: table.count)
    return try options.word("timestep_spacing", as: DiffusersSpacing.self).wholeTimes(
      steps: request.steps, trained: table.count, offset: try options.integer("steps_offset"),
      options)
  }
}

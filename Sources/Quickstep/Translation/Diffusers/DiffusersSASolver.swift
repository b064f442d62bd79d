/// diffusers' `SASolverScheduler`.
enum DiffusersSASolver: PeerScheduler {
  static let names = ["SASolverScheduler"]

  private enum Algorithm: String, CaseIterable {
    case data = "data_prediction"
    case noise = "noise_prediction"
  }

  /// `tau` is ours, a `tau_func` that is constant: a file cannot hold a function.
  static let options = DiffusersGrid.options(without: [
    "rescale_betas_zero_snr", "final_sigmas_type", "use_dynamic_shifting", "time_shift_type",
  ]).merging([
    "predictor_order": 2, "corrector_order": 2, "tau_func": nil, "tau": nil,
    "algorithm_type": "data_prediction", "lower_order_final": true,
    "lambda_min_clipped": .number(-.infinity),
    // Of a learned variance the class uses the mean alone.
    "variance_type": nil,
  ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersGrid(options).process(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: [])
    let levels = try DiffusersGrid(options)
    let prediction = try levels.prediction(options)
    let algorithm = try options.word("algorithm_type", as: Algorithm.self)
    if algorithm == .noise {
      guard prediction != .flow else {
        throw options.unsupported("noise_prediction does not take flow predictions")
      }
      guard try !options.flag("thresholding") else {
        throw options.unsupported("thresholding needs data_prediction")
      }
    }
    let grid = try grid(request, options, levels)
    return Translation(
      schedule: levels.schedule, grid: grid, solver: try solver(options, algorithm, grid),
      clip: try options.clip(hasRange: false), prediction: prediction, startScale: 1)
  }

  /// Sigmas that do not come from the table stay where they are in the last step.
  private static func grid(
    _ request: PeerRequest, _ options: PeerOptions, _ levels: DiffusersGrid
  ) throws(TranslationError) -> Grid {
    var grid = try DiffusersDPMSolverMultistep.grid(
      request, options, levels, among: placementChoices, rounding: [.karras],
      spacing: try options.word("timestep_spacing"), offset: try options.integer("steps_offset"))
    let sigmas = try DiffusersGrid.sigmas(
      options, among: placementChoices + [("use_flow_sigmas", .flow)])
    if sigmas != .table {
      grid.steps[grid.steps.count - 1].to = grid.steps[grid.steps.count - 1].from
    }
    return grid
  }

  private static func solver(
    _ options: PeerOptions, _ algorithm: Algorithm, _ grid: Grid
  ) throws(TranslationError) -> Choice {
    let noise = try noise(options, grid)
    return Choice(
      "sa",
      [
        "predictor": .integer(try options.integer("predictor_order", in: 1...4)),
        "corrector": .integer(try options.integer("corrector_order", in: 1...4)),
        "tau": .real(noise.tau), "s-min": .real(noise.low), "s-max": .real(noise.high),
        "prediction": .word(algorithm == .data ? "data" : "noise"), "slope": .word("half"),
        "final": .word(try options.flag("lower_order_final") ? "lower" : "keep"),
      ])
  }

  /// tau, and the sigma/alpha between which it holds: where no other is given, 1 at the steps whose
  /// time lies in 200 … 800, however long the table is.
  private static func noise(
    _ options: PeerOptions, _ grid: Grid
  ) throws(TranslationError) -> (tau: Double, low: Double, high: Double) {
    if let tau = try options.optionalReal("tau", in: 0...10) { return (tau, 0, 1e9) }
    guard !options.isSet("tau_func") else {
      throw options.unsupported("tau_func is a function; name a constant tau instead")
    }
    let noisy = grid.steps.map(\.from).filter { (200...800).contains($0.t) }.map(\.rho)
    guard let high = noisy.max(), let low = noisy.min() else { return (0, 0, 1e9) }
    // On another path a level may be off by its rounding.
    return (1, low * (1 - 1e-9), high * (1 + 1e-9))
  }
}

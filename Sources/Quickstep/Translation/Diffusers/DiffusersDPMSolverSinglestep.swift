/// diffusers' `DPMSolverSinglestepScheduler`.
enum DiffusersDPMSolverSinglestep: PeerScheduler {
  static let names = ["DPMSolverSinglestepScheduler"]

  private enum Algorithm: String, CaseIterable {
    case noise = "dpmsolver"
    case data = "dpmsolver++"
    case dataSDE = "sde-dpmsolver++"
    /// The peer takes the name and runs `dpmsolver++`.
    case deis
  }

  static let options = DiffusersGrid.options(without: [
    "rescale_betas_zero_snr", "timestep_spacing", "steps_offset",
  ]).merging([
    "solver_order": 2, "algorithm_type": "dpmsolver++", "solver_type": "midpoint",
    "lower_order_final": false, "lambda_min_clipped": .number(-.infinity),
    // Of a learned variance the class uses the mean alone.
    "variance_type": nil,
  ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersGrid(options).process(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: ["timesteps", "mu"])
    let levels = try DiffusersGrid(options)
    let grid = try DiffusersDPMSolverMultistep.grid(
      request, options, levels, among: placementChoices, rounding: [.karras], spacing: .linspace,
      offset: 0)
    let prediction = try levels.prediction(options)
    let algorithm = try options.word("algorithm_type", as: Algorithm.self)
    if algorithm == .noise {
      guard levels.last == .minimum else {
        throw options.unsupported("dpmsolver needs final_sigmas_type sigma_min")
      }
      guard prediction != .flow else {
        throw options.unsupported("dpmsolver does not take flow predictions")
      }
      guard try !options.flag("thresholding") else {
        throw options.unsupported("thresholding needs dpmsolver++")
      }
    }
    return Translation(
      schedule: levels.schedule, grid: grid,
      solver: try solver(options, algorithm, levels, steps: grid.steps.count),
      clip: try options.clip(hasRange: false), prediction: prediction, startScale: 1)
  }

  private static func solver(
    _ options: PeerOptions, _ algorithm: Algorithm, _ levels: DiffusersGrid, steps: Int
  ) throws(TranslationError) -> Choice {
    let order = try options.integer("solver_order", in: 1...3)
    let form = try options.word("solver_type", as: DiffusersDPMSolverMultistep.SolverType.self).form
    guard algorithm != .dataSDE || order < 3 || form == "midpoint" else {
      throw options.unsupported("heun of third order has a slip in sde-dpmsolver++")
    }
    // Orders are kept to the end only where the blocks fit; blocks of two end with two of one.
    let isKept =
      try !options.flag("lower_order_final") && steps % order == 0 && levels.last == .minimum
    return Choice(
      "dpm-singlestep",
      [
        "order": .integer(order), "prediction": .word(algorithm == .noise ? "noise" : "data"),
        "form": .word(form), "inner": .word(form),
        "final": .word(isKept ? "keep" : order == 2 ? "euler" : "lower"),
        "noise": .word("reverse"), "eta": .real(algorithm == .dataSDE ? 1 : 0),
      ])
  }
}

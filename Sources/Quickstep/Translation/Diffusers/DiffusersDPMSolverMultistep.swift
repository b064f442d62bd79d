import Glibc

/// diffusers' `DPMSolverMultistepScheduler`.
enum DiffusersDPMSolverMultistep: PeerScheduler {
  static let names = ["DPMSolverMultistepScheduler"]

  private enum Algorithm: String, CaseIterable {
    case noise = "dpmsolver"
    case data = "dpmsolver++"
    case noiseSDE = "sde-dpmsolver"
    case dataSDE = "sde-dpmsolver++"
    /// The peer takes the name and runs `dpmsolver++`.
    case deis

    var usesData: Bool { self == .data || self == .dataSDE || self == .deis }
  }

  enum SolverType: String, CaseIterable {
    case midpoint, heun
    // The peer takes these names and runs `midpoint`.
    case logrho, bh1, bh2

    var form: String { self == .heun ? "heun" : "midpoint" }
  }

  /// The options that choose the formulas.
  static let solverOptions: [String: JSONValue] = [
    "solver_order": 2, "algorithm_type": "dpmsolver++", "solver_type": "midpoint",
    "lower_order_final": true, "euler_at_final": false,
  ]

  static let options =
    DiffusersGrid.options.merging(diffusersClipOptions) { $1 }.merging(solverOptions) { $1 }
    .merging([
      "use_lu_lambdas": false, "lambda_min_clipped": .number(-.infinity),
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
    let grid = try grid(request, options, levels)
    let algorithm = try options.word("algorithm_type", as: Algorithm.self)
    guard algorithm.usesData || levels.last == .minimum else {
      throw options.unsupported("\(algorithm.rawValue) needs final_sigmas_type sigma_min")
    }
    let prediction = try levels.prediction(options)
    guard algorithm.usesData || prediction != .flow else {
      throw options.unsupported("\(algorithm.rawValue) does not take flow predictions")
    }
    let solver = try solver(options, algorithm, steps: grid.steps.count)
    let clip = try options.clip(hasRange: false)
    return Translation(
      schedule: levels.schedule, grid: grid, solver: solver, clip: clip, prediction: prediction,
      startScale: 1)
  }

  /// The formulas of a class that knows data predictions only.
  static func dataSolver(
    _ options: PeerOptions, steps: Int
  ) throws(TranslationError) -> Choice {
    let algorithm = try options.word("algorithm_type", as: Algorithm.self)
    guard algorithm.usesData else {
      throw options.refused("algorithm_type", needed: "dpmsolver++ or sde-dpmsolver++")
    }
    return try solver(options, algorithm, steps: steps)
  }

  private static func solver(
    _ options: PeerOptions, _ algorithm: Algorithm, steps: Int
  ) throws(TranslationError) -> Choice {
    let order = min(try options.integer("solver_order", in: 1...100), 3)
    let isShort = try options.flag("lower_order_final") && steps < 15
    let final = isShort ? "lower" : try options.flag("euler_at_final") ? "euler" : "keep"
    let form = try options.word("solver_type", as: SolverType.self).form
    let knobs: [String: KnobValue] = ["form": .word(form), "final": .word(final)]
    switch (algorithm, order) {
    case (.data, 1), (.deis, 1): return Choice("dpm++1s")
    case (.data, 2), (.deis, 2): return Choice("dpm++2m", knobs)
    case (.data, _), (.deis, _): return Choice("dpm++3m", knobs)
    case (.dataSDE, 1): return Choice("ddpm")
    case (.dataSDE, 2): return Choice("sde-dpm++2m", knobs)
    case (.dataSDE, _):
      return Choice("sde-dpm++3m", knobs.merging(["curvature": .word("shifted")]) { $1 })
    case (.noiseSDE, 3...): throw options.unsupported("sde-dpmsolver has no third order")
    case (.noise, _), (.noiseSDE, _):
      return Choice(
        "dpm-multistep",
        knobs.merging([
          "order": .integer(order), "eta": .real(algorithm == .noiseSDE ? 1 : 0),
        ]) { $1 })
    }
  }

  private static func grid(
    _ request: PeerRequest, _ options: PeerOptions, _ levels: DiffusersGrid
  ) throws(TranslationError) -> Grid {
    let schedule = try options.word("beta_schedule", as: DiffusersTable.BetaSchedule.self)
    return try grid(
      request, options, levels, among: placementChoices + [("use_lu_lambdas", .lu)],
      rounding: schedule == .squaredCosine ? [] : [.karras, .lu],
      spacing: try options.word("timestep_spacing"), offset: try options.integer("steps_offset"))
  }

  /// - Parameters:
  ///   - choices: the ways to place sigmas that the class has beside `use_flow_sigmas`.
  ///   - rounding: those whose time steps are told as the nearest whole number.
  ///   - spacing, offset: where the class places whole time steps.
  static func grid(
    _ request: PeerRequest, _ options: PeerOptions, _ levels: DiffusersGrid,
    among choices: [(option: String, sigmas: DiffusersSigmas)], rounding: Set<DiffusersSigmas>,
    spacing: DiffusersSpacing, offset: Int
  ) throws(TranslationError) -> Grid {
    let table = levels.table
    let rhos = table.rhos
    let end = levels.last == .zero ? 0 : rhos[0]
    let sigmas = try DiffusersGrid.sigmas(
      options, among: choices + [("use_flow_sigmas", .flow)])
    let listed = try options.listedTimes(request, within: table.count)
    if listed == nil { try options.checkSteps(request.steps) }
    switch sigmas {
    case .table:
      let times =
        if let listed { listed } else {
          try spacing.wholeTimes(
            steps: request.steps, trained: table.count, top: try top(options, table),
            offset: offset, spare: 1, options)
        }
      try options.checkFirstIsUnique(times.map(Double.init))
      return levels.grid(times.map { rhos[$0] }, to: end, times: times.map(Double.init))
    case .flow:
      let shift = try flowShift(request, options)
      let path = linearlySpaced(1, 1 / Double(table.count), count: request.steps + 1).map {
        shifted(1 - $0, by: shift)
      }.dropFirst().reversed()
      // The classes without the choice of an end stay at the last sigma.
      let end = options.has("final_sigmas_type") ? end : path.last ?? end
      let shown = path.map { ($0 * Double(table.count)).rounded(.towardZero) }
      try options.checkFirstIsUnique(shown)
      return levels.grid(Array(path), to: end, times: shown)
    default:
      guard listed == nil else {
        throw options.unsupported("listed time steps exclude other ways to place sigmas")
      }
      let path = sigmas.sigmas(from: rhos[table.count - 1], to: rhos[0], count: request.steps)
      return levels.grid(
        path, to: end,
        times: try levels.shownTimes(
          path, of: sigmas, rounded: rounding.contains(sigmas), options))
    }
  }

  /// One above the highest time step whose log alpha/sigma does not lie below `lambda_min_clipped`.
  private static func top(
    _ options: PeerOptions, _ table: DiffusersTable
  ) throws(TranslationError) -> Int {
    guard options.has("lambda_min_clipped") else { return table.count }
    let least = try options.real("lambda_min_clipped")
    let tooNoisy = (0..<table.count).count { table.level($0).lambda < least }
    guard tooNoisy < table.count else {
      throw options.refused("lambda_min_clipped", needed: "below the table's cleanest level")
    }
    return table.count - tooNoisy
  }

  private static func flowShift(
    _ request: PeerRequest, _ options: PeerOptions
  ) throws(TranslationError) -> Double {
    guard let mu = try options.mu(request) else {
      return try options.real("flow_shift", in: 1e-6...1e6)
    }
    guard try options.flag("use_dynamic_shifting") else {
      throw options.unsupported("mu needs use_dynamic_shifting")
    }
    return exp(mu)
  }
}

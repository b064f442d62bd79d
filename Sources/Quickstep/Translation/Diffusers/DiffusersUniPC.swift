import Glibc

/// diffusers' `UniPCMultistepScheduler` without another solver as predictor.
enum DiffusersUniPC: PeerScheduler {
  static let names = ["UniPCMultistepScheduler"]

  private enum SolverType: String, CaseIterable {
    case bh1, bh2
    // The peer takes these names and runs `bh2`.
    case midpoint, heun, logrho
  }

  private enum TimeShift: String, CaseIterable { case exponential, linear }

  static let options =
    DiffusersGrid.options.merging(diffusersClipOptions) { $1 }.merging([
      "solver_order": 2, "predict_x0": true, "solver_type": "bh2", "lower_order_final": true,
      "disable_corrector": [], "solver_p": nil, "sigma_min": nil, "sigma_max": nil,
      "shift_terminal": nil,
    ]) { $1 }

  static func process(_ options: PeerOptions) throws(TranslationError) -> PeerProcess {
    try DiffusersGrid(options).process(options)
  }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try options(request)
    try options.checkArguments(request, step: [], timesteps: ["sigmas", "mu"])
    guard !options.isSet("solver_p") else {
      throw options.unsupported("solver_p would need the translation of a second sampler")
    }
    let levels = try DiffusersGrid(options)
    let prediction = try levels.prediction(options)
    let usesData = try options.flag("predict_x0")
    guard usesData || prediction != .flow else {
      throw options.unsupported("flow predictions need predict_x0")
    }
    let solver = try solver(options)
    // Noise predictions are used as they are.
    let clip = usesData ? try options.clip(hasRange: false) : Choice("none")
    return Translation(
      schedule: levels.schedule, grid: try grid(request, options, levels), solver: solver,
      clip: clip, prediction: prediction, startScale: 1)
  }

  private static func solver(_ options: PeerOptions) throws(TranslationError) -> Choice {
    let type = try options.word("solver_type", as: SolverType.self)
    var knobs: [String: KnobValue] = [
      "order": .integer(try options.integer("solver_order", in: 1...9)),
      "variant": .word(type == .bh1 ? "bh1" : "bh2"),
      "prediction": .word(try options.flag("predict_x0") ? "data" : "noise"),
      "final": .word(try options.flag("lower_order_final") ? "lower" : "keep"),
    ]
    let uncorrected = try options.integers("disable_corrector")
    if !uncorrected.isEmpty { knobs["uncorrected"] = .list(uncorrected.map(Double.init)) }
    return Choice("unipc", knobs)
  }

  private static func grid(
    _ request: PeerRequest, _ options: PeerOptions, _ levels: DiffusersGrid
  ) throws(TranslationError) -> Grid {
    try options.checkSteps(request.steps)
    let table = levels.table
    let rhos = table.rhos
    let sigmas = try DiffusersGrid.sigmas(options, among: placementChoices)
    if sigmas == .table {
      if levels.isFlow { return try flowGrid(request, options, levels) }
      let times = try options.word("timestep_spacing", as: DiffusersSpacing.self).wholeTimes(
        steps: request.steps, trained: table.count, offset: try options.integer("steps_offset"),
        spare: 1, options)
      try options.checkFirstIsUnique(times.map(Double.init))
      return levels.grid(
        times.map { rhos[$0] }, to: levels.last == .zero ? 0 : rhos[0],
        times: times.map(Double.init))
    }
    guard sigmas == .karras || !levels.isFlow, request.timestepArguments["sigmas"] == nil else {
      throw options.unsupported("these ways to place sigmas exclude each other")
    }
    let path = sigmas.sigmas(
      from: try options.optionalReal("sigma_max", in: 1e-9...1e9) ?? rhos[table.count - 1],
      to: try options.optionalReal("sigma_min", in: 1e-9...1e9) ?? rhos[0], count: request.steps)
    if levels.isFlow { return try flowGrid(path.map { $0 / ($0 + 1) }, options, levels) }
    return levels.grid(
      path, to: levels.last == .zero ? 0 : path[path.count - 1],
      times: try levels.shownTimes(path, of: sigmas, rounded: sigmas == .karras, options))
  }

  private static func flowGrid(
    _ request: PeerRequest, _ options: PeerOptions, _ levels: DiffusersGrid
  ) throws(TranslationError) -> Grid {
    let listed = try PeerOptions(
      of: "\(request.name).set_timesteps",
      ["sigmas": request.timestepArguments["sigmas"] ?? nil], defaults: ["sigmas": nil]
    ).optionalReals("sigmas")
    let count = levels.table.count
    var path =
      listed
      ?? Array(linearlySpaced(1, 1 / Double(count), count: request.steps + 1).dropLast())
    guard !path.isEmpty else { throw options.unsupported("there is no sigma") }
    path = try shifted(path, request, options)
    if let terminal = try options.optionalReal("shift_terminal", in: 0...0.999), terminal != 0 {
      path = stretched(path, to: terminal)
    }
    // alpha = 0 at the first level would make its lambda infinite.
    if abs(path[0] - 1) < 1e-6 { path[0] -= 1e-6 }
    return try flowGrid(path, options, levels)
  }

  private static func flowGrid(
    _ sigmas: [Double], _ options: PeerOptions, _ levels: DiffusersGrid
  ) throws(TranslationError) -> Grid {
    let times = sigmas.map { ($0 * Double(levels.table.count)).rounded(.towardZero) }
    try options.checkFirstIsUnique(times)
    return levels.grid(
      sigmas, to: levels.last == .zero ? 0 : sigmas[sigmas.count - 1], times: times)
  }

  private static func shifted(
    _ sigmas: [Double], _ request: PeerRequest, _ options: PeerOptions
  ) throws(TranslationError) -> [Double] {
    guard try options.flag("use_dynamic_shifting") else {
      let shift = try options.real("flow_shift", in: 1e-6...1e6)
      return sigmas.map { Quickstep.shifted($0, by: shift) }
    }
    guard let mu = try options.mu(request) else {
      throw options.unsupported("use_dynamic_shifting needs mu")
    }
    let shift =
      switch try options.word("time_shift_type", as: TimeShift.self) {
      case .exponential: exp(mu)
      case .linear: mu
      }
    return sigmas.map { shift / (shift + (1 / $0 - 1)) }
  }
}

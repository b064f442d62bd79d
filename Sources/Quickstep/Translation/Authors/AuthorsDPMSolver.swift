/// The DPM-Solver authors' code (LuChengTHU/dpm-solver, `dpm_solver_pytorch.py`) with fixed steps.
enum AuthorsDPMSolver: PeerSampler {
  private enum Method: String, CaseIterable {
    case multistep, singlestep
    case fixed = "singlestep_fixed"

    var name: String { "DPM_Solver.\(rawValue)" }
  }

  private enum Algorithm: String, CaseIterable {
    case data = "dpmsolver++"
    case noise = "dpmsolver"
  }

  private enum SolverType: String, CaseIterable {
    case dpmsolver, taylor

    var form: String { self == .taylor ? "heun" : "midpoint" }
  }

  private enum Correction: String, CaseIterable { case threshold = "dynamic_thresholding" }

  static let names = Method.allCases.map(\.name)

  /// A record's name for a threshold at fixed settings.
  static let recordedThreshold = "dynamic_thresholding(ratio .8, max 1.7)"

  private static let defaults = AuthorsPath.options.merging([
    "algorithm_type": "dpmsolver++", "method": nil, "order": 2, "solver_type": "dpmsolver",
    "lower_order_final": true, "denoise_to_zero": false, "correcting_x0_fn": nil,
    "dynamic_thresholding_ratio": 0.995, "thresholding_max_val": 1.0, recordedThreshold: false,
  ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    guard let method = Method.allCases.first(where: { $0.name == request.name }) else {
      throw .unknownSampler(request.name, known: names)
    }
    let options = try PeerOptions(of: request.name, request.configuration, defaults: defaults)
    try options.checkArguments(request, step: [], timesteps: [])
    if options.isSet("method"), try options.word("method", as: Method.self) != method {
      throw options.refused("method", needed: "\"\(method.rawValue)\"")
    }
    let order = try options.integer("order", in: 1...3)
    let least = method == .singlestep ? 1 : order
    guard (least...10_000).contains(request.steps) else {
      throw options.unsupported("\(request.steps) steps; there must be \(least) to 10000")
    }
    var translation =
      method == .multistep
      ? try multistep(options, order, steps: request.steps)
      : try singlestep(options, order, steps: request.steps, fixed: method == .fixed)
    translation.clip = try clip(options)
    return translation
  }

  private static func multistep(
    _ options: PeerOptions, _ order: Int, steps: Int
  ) throws(TranslationError) -> Translation {
    let path = try path(options)
    let denoises = try options.flag("denoise_to_zero")
    let lowers = try options.flag("lower_order_final") && steps < 10
    guard !denoises || !lowers || order == 1 else {
      throw options.unsupported("denoise_to_zero needs 10 steps or no lower_order_final")
    }
    let form = try options.word("solver_type", as: SolverType.self).form
    var knobs: [String: KnobValue] = [
      "form": .word(form), "final": .word(lowers ? "lower" : "keep"),
    ]
    let solver: String
    switch (try options.word("algorithm_type", as: Algorithm.self), order) {
    case (.data, 1): (solver, knobs) = ("dpm++1s", [:])
    case (.data, 2): solver = "dpm++2m"
    case (.data, _): solver = "dpm++3m"
    case (.noise, _):
      solver = "dpm-multistep"
      knobs["order"] = .integer(order)
    }
    // One more evaluation turns the end into its data prediction.
    let levels = path.levels(steps: steps) + (denoises ? [path.schedule.clean] : [])
    return Translation(
      schedule: path.schedule, grid: Grid(levels: levels), solver: Choice(solver, knobs),
      prediction: .noise, startScale: 1, recording: .corrected)
  }

  private static func singlestep(
    _ options: PeerOptions, _ order: Int, steps: Int, fixed: Bool
  ) throws(TranslationError) -> Translation {
    let path = try path(options)
    var blocks =
      fixed
      ? Array(repeating: order, count: steps / order)
      : DPMSolverSinglestep.blocks(order: order, evaluations: steps)
    var levels = path.levels(blocks: blocks, fixed: fixed)
    let algorithm = try options.word("algorithm_type", as: Algorithm.self)
    var knobs: [String: KnobValue] = [
      "order": .integer(order), "prediction": .word(algorithm == .data ? "data" : "noise"),
      "form": .word(try options.word("solver_type", as: SolverType.self).form),
      "final": .word(fixed ? "keep" : "lower"),
    ]
    if try options.flag("denoise_to_zero") {
      blocks.append(1)
      levels.append(path.schedule.clean)
      knobs["orders"] = .list(blocks.map(Double.init))
    }
    return Translation(
      schedule: path.schedule, grid: Grid(levels: levels), solver: Choice("dpm-singlestep", knobs),
      prediction: .noise, startScale: 1, recording: .after(lastSteps(ofBlocks: blocks)))
  }

  private static func path(_ options: PeerOptions) throws(TranslationError) -> AuthorsPath {
    try AuthorsPath(options, schedules: [.linear, .discrete])
  }

  /// Noise predictions are used as they are, save that of `denoise_to_zero`.
  private static func clip(_ options: PeerOptions) throws(TranslationError) -> Choice {
    let isRecorded = try options.flag(recordedThreshold)
    guard isRecorded || options.isSet("correcting_x0_fn") else { return Choice("none") }
    if !isRecorded { _ = try options.word("correcting_x0_fn", as: Correction.self) }
    let least = isRecorded ? 1.7 : try options.real("thresholding_max_val", in: 0.01...1000)
    let ratio = isRecorded ? 0.8 : try options.real("dynamic_thresholding_ratio", in: 0.5...1)
    guard try options.word("algorithm_type", as: Algorithm.self) == .data else {
      guard try !options.flag("denoise_to_zero") else {
        throw options.unsupported("dpmsolver with denoise_to_zero thresholds its last step alone")
      }
      return Choice("none")
    }
    return Choice(
      "dynamic", ["quantile": .real(ratio), "floor": .real(least), "range": .real(1)])
  }
}

/// The last step of each block, counted from 0.
func lastSteps(ofBlocks blocks: [Int]) -> [Int] {
  blocks.reduce(into: []) { ends, steps in ends.append((ends.last ?? -1) + steps) }
}

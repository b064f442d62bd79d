/// The DPM-Solver-v3 authors' code (thu-ml/DPM-Solver-v3, `dpm_solver_v3.py`).
enum AuthorsDPMSolverV3: PeerSampler {
  static let names = ["DPM_Solver_v3", "DPM_Solver_v3(degenerated)"]

  private static let defaults = AuthorsPath.options.merging([
    "order": 3, "p_pseudo": false, "use_corrector": true, "c_pseudo": true,
    "lower_order_final": true, "degenerated": false, "skip_type": "logSNR", "ems": nil,
  ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: defaults)
    try options.checkArguments(request, step: [], timesteps: [])
    let order = try options.integer("order", in: 1...3)
    guard (1...10_000).contains(request.steps) else {
      throw options.unsupported("\(request.steps) steps; there must be 1 to 10000")
    }
    let path = try AuthorsPath(
      options, schedules: AuthorsPath.Schedules.allCases, skips: AuthorsPath.Skip.allCases)
    guard
      let levels = path.levels(steps: request.steps, amongKnots: try intervals(options))
    else { throw options.unsupported("two steps end on one knot of the statistics") }
    // The corrector and its derivatives are two options.
    let corrects = try options.flag("use_corrector")
    let corrector = try options.flag("c_pseudo") ? "pseudo" : "full"
    let isDegenerate = try options.flag("degenerated") || request.name == names[1]
    return Translation(
      schedule: path.schedule, grid: Grid(levels: levels),
      solver: Choice(
        "dpm-v3",
        [
          "order": .integer(order),
          "parametrisation": .word(isDegenerate ? "data" : "learned"),
          "predictor": .word(try options.flag("p_pseudo") ? "pseudo" : "full"),
          "corrector": .word(corrects ? corrector : "none"),
          "final": .word(try options.flag("lower_order_final") ? "lower" : "keep"),
        ]), prediction: .noise, startScale: 1, recording: .corrected)
  }

  /// How many intervals the statistics divide lambda into: the last part of a record's name for them.
  private static func intervals(_ options: PeerOptions) throws(TranslationError) -> Int {
    let name = options.isSet("ems") ? try options.text("ems") : ""
    guard let intervals = name.split(separator: "/").last.flatMap({ Int($0) }),
      (1...100_000).contains(intervals)
    else { throw options.refused("ems", needed: "the statistics as model/schedule/intervals") }
    return intervals
  }
}

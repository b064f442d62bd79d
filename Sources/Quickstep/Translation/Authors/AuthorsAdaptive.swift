/// The DPM-Solver authors' code with steps chosen as it goes.
enum AuthorsAdaptive: PeerSampler {
  static let names = ["DPM_Solver.adaptive"]

  private enum Method: String, CaseIterable { case adaptive }
  private enum SolverType: String, CaseIterable { case dpmsolver }
  private enum Algorithm: String, CaseIterable {
    case data = "dpmsolver++"
    case noise = "dpmsolver"
  }

  private static let defaults = AuthorsPath.options.merging([
    "algorithm_type": "dpmsolver++", "method": "adaptive", "order": 2, "solver_type": "dpmsolver",
    "atol": 0.0078, "rtol": 0.05, AuthorsDPMSolver.recordedThreshold: false,
  ]) { $1 }

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: defaults)
    try options.checkArguments(request, step: [], timesteps: [])
    let _: Method = try options.word("method")
    let _: SolverType = try options.word("solver_type")
    guard try !options.flag(AuthorsDPMSolver.recordedThreshold) else {
      throw options.refused(AuthorsDPMSolver.recordedThreshold, needed: "false")
    }
    let path = try AuthorsPath(options, schedules: [.linear, .discrete, .cosine])
    let algorithm: Algorithm = try options.word("algorithm_type")
    var translation = Translation(
      schedule: path.schedule, grid: Grid(levels: path.levels(steps: 1)),
      solver: Choice(
        "dpm-adaptive",
        [
          "order": .integer(try options.integer("order", in: 2...3)),
          "prediction": .word(algorithm == .data ? "data" : "noise"),
          "rtol": .real(try options.real("rtol", in: 1e-9...1)),
          "atol": .real(try options.real("atol", in: 1e-9...1)),
          "controller": .word("classic"), "safety": .real(0.9), "error": .word("worst"),
          "retry": .word("evaluate"),
        ]), prediction: .noise, startScale: 1, recording: .final)
    // The peer sets its steps in single precision.
    translation.precision = 1e-5
    return translation
  }
}

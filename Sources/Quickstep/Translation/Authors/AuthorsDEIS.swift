import Glibc

/// The DEIS authors' code (qsh-zh/deis, `th_deis`): multistep in t or in rho = sigma/alpha,
/// Runge-Kutta in rho, and weights of equal steps.
enum AuthorsDEIS: PeerSampler {
  private enum Method: String, CaseIterable {
    case time = "t_ab"
    case ratio = "rho_ab"
    case rungeKutta = "rho_rk"
    case equalSteps = "ipndm"
  }

  private enum Tableau: String, CaseIterable {
    case euler = "1euler"
    case heun2 = "2heun"
    case kutta3 = "3kutta"
    case ralston3 = "3ral"
    case heun3 = "3heun"
    case houwen3 = "3vdh"
    case ssprk3 = "3ssprk"
    case rk4 = "4rk"

    /// The peer's name without its digit, in our words.
    var solver: Choice {
      self == .euler ? Choice("euler") : Choice("rk", ["tableau": .word("\(self)")])
    }
  }

  static let names =
    (0...3).map { "tAB-DEIS\($0)" } + (0...3).map { "rhoAB-DEIS\($0)" }
    + Tableau.allCases.map { "rhoRK-\($0.rawValue)" } + ["iPNDM"]

  private static let defaults: [String: JSONValue] = [
    "schedule": "linear", "method": "t_ab", "ts_phase": "t", "ts_order": 2, "ab_order": 3,
    "rk_method": "3kutta", "sampling_eps": 1e-3, "sampling_T": 1,
  ]

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: defaults)
    try options.checkArguments(request, step: [], timesteps: [])
    try options.checkSteps(request.steps, most: 10_000)
    let name: String
    let solver: Choice
    var precision = Translation.rounding
    let method: Method = try options.word("method")
    switch method {
    case .time, .ratio:
      let degree = try options.integer("ab_order", in: 0...3)
      name = "\(method == .time ? "tAB" : "rhoAB")-DEIS\(degree)"
      solver = Choice(
        "deis",
        ["degree": .integer(degree), "variable": .word(method == .time ? "t" : "rho")])
      // The peer's integrals are sums over 10,000 places; of a constant they are exact.
      if method == .time { precision = 1e-3 } else if degree > 0 { precision = 2e-5 }
    case .rungeKutta:
      let tableau: Tableau = try options.word("rk_method")
      (name, solver) = ("rhoRK-\(tableau.rawValue)", tableau.solver)
    case .equalSteps: (name, solver) = ("iPNDM", Choice("plms"))
    }
    guard name == request.name else {
      throw options.unsupported("its options are those of \(name)")
    }
    let path = try Path(options)
    // The weights of equal steps come with equal steps, whatever the phase.
    let levels =
      method == .equalSteps
      ? path.levels(steps: request.steps, evenlyIn: .time, power: 1)
      : path.levels(
        steps: request.steps, evenlyIn: try options.word("ts_phase"),
        power: try options.real("ts_order", in: 0.1...100))
    var translation = Translation(
      schedule: path.schedule, grid: Grid(levels: levels), solver: solver, prediction: .noise,
      startScale: 1, recording: .final, networkTime: path.networkTime)
    translation.precision = precision
    return translation
  }
}

/// The peer's schedules between its two ends.
private struct Path {
  enum Schedules: String, CaseIterable { case linear, cosine }

  enum Phase: String, CaseIterable {
    case time = "t"
    case ratio = "rho"
    case logarithm = "log"
  }

  let schedule: any Schedule
  let networkTime: @Sendable (NoiseLevel) -> Double
  private let noisy, clean: Double
  private let level: (Double) -> NoiseLevel

  init(_ options: PeerOptions) throws(TranslationError) {
    let last: Double
    switch try options.word("schedule", as: Schedules.self) {
    case .linear:
      let path = LinearVP(KnobValues(LinearVP.declaration.knobs, [:]))
      (schedule, last) = (path, 1)
      level = path.level(t:)
      networkTime = { $0.t }
    case .cosine:
      // alpha = cos((t + s) / (1 + s) pi / 2), short of 1 at t = 0.
      let path = CirclePath(), s = 0.008
      (schedule, last) = (path, 0.9999)
      level = { path.level(t: ($0 + s) / (1 + s)) }
      networkTime = { $0.t * (1 + s) - s }
    }
    clean = try options.real("sampling_eps", in: 1e-6...last)
    noisy = try options.real("sampling_T", in: 1e-6...last)
    guard clean < noisy else {
      throw options.unsupported("sampling_eps must lie below sampling_T")
    }
  }

  /// - Parameter power: of what is divided evenly, where that is no logarithm.
  func levels(steps: Int, evenlyIn phase: Phase, power: Double) -> [NoiseLevel] {
    func places(_ start: Double, _ end: Double) -> [Double] {
      linearlySpaced(start, end, count: steps + 1)
    }
    let start = level(noisy), end = level(clean)
    switch phase {
    case .time:
      return places(pow(noisy, 1 / power), pow(clean, 1 / power)).map { level(pow($0, power)) }
    case .ratio:
      return places(pow(start.rho, 1 / power), pow(end.rho, 1 / power)).map {
        schedule.level(rho: pow($0, power))
      }
    case .logarithm: return places(start.lambda, end.lambda).map(schedule.level(lambda:))
    }
  }
}

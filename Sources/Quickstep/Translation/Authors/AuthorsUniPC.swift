/// The UniPC authors' code (wl-zhao/UniPC, `uni_pc.py`), multistep, with B(h) = h or e^h - 1.
enum AuthorsUniPC: PeerSampler {
  static let names = ["UniPC.bh1", "UniPC.bh2"]

  private enum ScheduleName: String, CaseIterable { case linear, cosine, discrete }
  private enum Algorithm: String, CaseIterable {
    case data = "data_prediction"
    case noise = "noise_prediction"
  }
  private enum Skip: String, CaseIterable {
    case lambda = "logSNR"
    case time = "time_uniform"
    case quadratic = "time_quadratic"
  }
  private enum Variant: String, CaseIterable { case bh1, bh2 }

  private static let defaults: [String: JSONValue] = [
    "schedule": "linear", "algorithm_type": "data_prediction", "order": 2,
    "skip_type": "time_uniform", "variant": "bh1", "lower_order_final": true,
    "denoise_to_zero": false, "t_start": nil, "t_end": nil,
  ]

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: defaults)
    try options.checkArguments(request, step: [], timesteps: [])
    let order = try options.integer("order", in: 1...9)
    guard order <= request.steps, request.steps <= 10_000 else {
      throw options.unsupported("\(request.steps) steps; there must be \(order) to 10000")
    }
    let (schedule, entries) = try schedule(options)
    var levels = try levels(schedule, entries, request.steps, options)
    let denoises = try options.flag("denoise_to_zero")
    if denoises { levels.append(schedule.clean) }
    return Translation(
      schedule: schedule, grid: Grid(levels: levels),
      solver: try solver(request, options, order, denoises: denoises), prediction: .noise,
      startScale: 1, recording: .corrected)
  }

  private static func solver(
    _ request: PeerRequest, _ options: PeerOptions, _ order: Int, denoises: Bool
  ) throws(TranslationError) -> Choice {
    let steps = request.steps
    let algorithm = try options.word("algorithm_type", as: Algorithm.self)
    let lowers = try options.flag("lower_order_final")
    var knobs: [String: KnobValue] = [
      "order": .integer(order),
      "variant": .word(try options.word("variant", as: Variant.self).rawValue),
      "prediction": .word(algorithm == .data ? "data" : "noise"),
      "final": .word(lowers ? "lower" : "keep"),
    ]
    if denoises {
      // One more evaluation turns the uncorrected end into its data prediction; the orders count
      // towards the step before.
      knobs["orders"] = .list(
        (0..<steps).map { Double(min(order, lowers ? steps - $0 : order)) } + [1])
      knobs["uncorrected"] = .list([Double(steps - 1)])
    }
    return Choice("unipc", knobs)
  }

  /// The schedule, and how many time steps its table has.
  private static func schedule(
    _ options: PeerOptions
  ) throws(TranslationError) -> (schedule: any Schedule, entries: Int?) {
    switch try options.word("schedule", as: ScheduleName.self) {
    case .linear: (LinearVP(KnobValues(LinearVP.declaration.knobs, [:])), nil)
    case .cosine: (Cosine(KnobValues(Cosine.declaration.knobs, [:])), nil)
    case .discrete: (LinearTable(KnobValues(LinearTable.declaration.knobs, [:])), 1000)
    }
  }

  /// Levels between the ends of the path; time runs from 1 / N to 1 there, where a table's entry n
  /// stands for (n + 1) / N.
  private static func levels(
    _ schedule: any Schedule, _ entries: Int?, _ steps: Int, _ options: PeerOptions
  ) throws(TranslationError) -> [NoiseLevel] {
    func level(_ time: Double) -> NoiseLevel {
      schedule.level(t: entries.map { time * Double($0) - 1 } ?? time)
    }
    let end = try options.optionalReal("t_end", in: 1e-6...1) ?? 1e-3
    let top = entries == nil ? schedule.range.upperBound : 1
    let start = try options.optionalReal("t_start", in: 1e-6...1) ?? top
    guard end < start else { throw options.unsupported("t_end must lie below t_start") }
    switch try options.word("skip_type", as: Skip.self) {
    case .lambda:
      return linearlySpaced(level(start).lambda, level(end).lambda, count: steps + 1).map {
        schedule.level(lambda: $0)
      }
    case .time: return linearlySpaced(start, end, count: steps + 1).map(level)
    case .quadratic:
      let roots = linearlySpaced(start.squareRoot(), end.squareRoot(), count: steps + 1)
      return roots.map { level($0 * $0) }
    }
  }
}

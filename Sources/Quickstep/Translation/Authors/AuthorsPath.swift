import Glibc

/// The noise levels of the code that the authors of DPM-Solver, DPM-Solver-v3 and UniPC share:
/// schedules in continuous time and ways to divide them.
struct AuthorsPath {
  enum Schedules: String, CaseIterable { case linear, discrete, cosine }

  enum Skip: String, CaseIterable {
    case lambda = "logSNR"
    case time = "time_uniform"
    case quadratic = "time_quadratic"
    /// Evenly in the seventh root of sigma/alpha (Karras et al. 2022, equation 5).
    case karras = "edm"

    /// Those of the codes that came first.
    static let common = [lambda, time, quadratic]
  }

  static let options: [String: JSONValue] = [
    "schedule": "linear", "skip_type": "time_uniform", "t_start": nil, "t_end": nil,
  ]

  let schedule: any Schedule
  /// How many time steps the schedule's table has.
  private let entries: Int?
  private let skip: Skip
  /// Where the path starts and ends, in the coordinate that is divided evenly.
  private var start = 0.0, end = 0.0

  init(
    _ options: PeerOptions, schedules: [Schedules], skips: [Skip] = Skip.common
  ) throws(TranslationError) {
    let name = try options.word("schedule", as: Schedules.self)
    guard schedules.contains(name) else {
      throw options.refused(
        "schedule", needed: schedules.map(\.rawValue).joined(separator: " or "))
    }
    switch name {
    case .linear: schedule = LinearVP(KnobValues(LinearVP.declaration.knobs, [:]))
    case .cosine: schedule = Cosine(KnobValues(Cosine.declaration.knobs, [:]))
    case .discrete: schedule = LinearTable(KnobValues(LinearTable.declaration.knobs, [:]))
    }
    entries = name == .discrete ? 1000 : nil
    skip = try options.word("skip_type")
    guard skips.contains(skip) else {
      throw options.refused("skip_type", needed: skips.map(\.rawValue).joined(separator: " or "))
    }
    let clean = try options.optionalReal("t_end", in: 1e-6...1) ?? 1e-3
    let noisy =
      try options.optionalReal("t_start", in: 1e-6...1)
      ?? (entries == nil ? schedule.range.upperBound : 1)
    guard clean < noisy else { throw options.unsupported("t_end must lie below t_start") }
    (start, end) = (coordinate(ofTime: noisy), coordinate(ofTime: clean))
  }

  func levels(steps: Int) -> [NoiseLevel] {
    linearlySpaced(start, end, count: steps + 1).map { level(at: $0) }
  }

  /// Each moved to the nearest of the knots that divide lambda evenly.
  /// - Returns: nil where two of them meet.
  func levels(steps: Int, amongKnots intervals: Int) -> [NoiseLevel]? {
    let levels = levels(steps: steps)
    let first = levels[0].lambda, range = levels[steps].lambda - first
    let knots = levels.map {
      (Double(intervals) * ($0.lambda - first) / range).rounded(.toNearestOrEven)
    }
    guard zip(knots, knots.dropFirst()).allSatisfy(<) else { return nil }
    return knots.map { schedule.level(lambda: first + range * $0 / Double(intervals)) }
  }

  /// The nodes of blocks of steps, each divided evenly.
  /// - Parameter fixed: whether the blocks are all of one length.
  func levels(blocks: [Int], fixed: Bool) -> [NoiseLevel] {
    var ends = linearlySpaced(start, end, count: blocks.count + 1)
    if skip != .lambda, !fixed {
      let all = linearlySpaced(start, end, count: blocks.reduce(1, +))
      ends = blocks.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }.map { all[$0] }
    }
    let nodes = zip(zip(ends, ends.dropFirst()), blocks).flatMap { ends, steps in
      linearlySpaced(ends.0, ends.1, count: steps + 1).dropLast()
    }
    return (nodes + [end]).map { level(at: $0) }
  }

  /// Time runs from 1 / N to 1, where a table's entry n stands for (n + 1) / N.
  private func level(time: Double) -> NoiseLevel {
    schedule.level(t: entries.map { time * Double($0) - 1 } ?? time)
  }

  private func coordinate(ofTime time: Double) -> Double {
    switch skip {
    case .lambda: level(time: time).lambda
    case .time: time
    case .quadratic: time.squareRoot()
    case .karras: pow(level(time: time).rho, 1 / 7)
    }
  }

  private func level(at coordinate: Double) -> NoiseLevel {
    switch skip {
    case .lambda: schedule.level(lambda: coordinate)
    case .time: level(time: coordinate)
    case .quadratic: level(time: coordinate * coordinate)
    case .karras: schedule.level(rho: pow(coordinate, 7))
    }
  }
}

import Glibc

/// What a predictor learns from the schedules that were run: from four fifths of them, and the last
/// fifth tells how well it orders what it has not seen.
struct ScheduleLesson {
  private static let epochs = 200
  /// In one step of a search.
  private static let epochsAtOnce = 5

  private var predictor: SchedulePredictor
  private let features: [[Double]]
  private let errors: [Double]
  /// The first so many are held out.
  private let heldOut: Int
  private let steps: Int
  private var epoch = 0

  /// `nil` where too few have come to an end.
  init?(
    _ pool: [(schedule: SolverSchedule, error: Double)],
    using random: inout some RandomNumberGenerator
  ) {
    // What overflows nearly, or ends exactly, teaches nothing.
    let examples = pool.filter { $0.error < 1000 && $0.error > 0 }.shuffled(using: &random)
    guard examples.count >= 10 else { return nil }
    let steps = examples.map(\.schedule.steps.count).max()! + 1
    self.steps = steps
    features = examples.map { $0.schedule.features(steps: steps) }
    errors = examples.map(\.error)
    heldOut = examples.count / 5
    predictor = SchedulePredictor(inputs: features[0].count, using: &random)
  }

  /// - Returns: whether the lesson is over.
  mutating func train(using random: inout some RandomNumberGenerator) -> Bool {
    for _ in 0..<Self.epochsAtOnce {
      predictor.train(
        Array(features.dropFirst(heldOut)), Array(errors.dropFirst(heldOut)), using: &random)
    }
    epoch += Self.epochsAtOnce
    return epoch >= Self.epochs
  }

  /// Kendall's tau of the held out schedules.
  var agreement: Double? {
    kendallTau(features.prefix(heldOut).map(predictor.score), Array(errors.prefix(heldOut)))
  }

  /// The most promising first.
  func ranked(_ schedules: [SolverSchedule]) -> [SolverSchedule] {
    let scored = schedules.map { ($0, predictor.score($0.features(steps: steps))) }
    return scored.enumerated().sorted {
      ($0.element.1, $0.offset) < ($1.element.1, $1.offset)
    }.map(\.element.0)
  }
}

/// The errors of a search's generations, row by row: from the best to the worst, in powers of ten of
/// a percent.
struct SchedulePopulation {
  private static let columns = 16

  private var rows: [[Double]] = []
  private var errors: [Double] = []

  mutating func add(_ error: Double) { errors.append(error) }

  mutating func endRow() {
    if !errors.isEmpty { rows.append(quantiles) }
    errors = []
  }

  var picture: MatrixPicture? {
    let rows = rows + (errors.isEmpty ? [] : [quantiles])
    return rows.isEmpty ? nil : MatrixPicture(rows)
  }

  private var quantiles: [Double] {
    let sorted = errors.map { log10(100 * $0) }.sorted()
    return (0..<Self.columns).map { column in
      sorted[column * (sorted.count - 1) / (Self.columns - 1)]
    }
  }
}

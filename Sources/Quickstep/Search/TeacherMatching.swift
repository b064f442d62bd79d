import Glibc

/// A plan that was tried, and where it ended, row by row.
struct MatchedPlan {
  let plan: Plan
  /// The numbers that it was made of.
  let theta: [Double]
  let end: [Double]
  /// What came of it, where it was run as it is written.
  var trial: SearchTrial?
}

/// Learns the numbers of a plan: descends the distance between its ends and the teacher's, the
/// teacher being what the bench measures against.
///
/// The descent ends when those noises that only judge have found no better plan for a while.
struct TeacherMatching {
  private let patience: Int
  private var descent: LeastSquares
  private var sinceBest = 0

  init(_ knobs: KnobValues, from theta: [Double], moving: Range<Int>? = nil) {
    patience = knobs.integer(Knob.patience.name)
    descent = LeastSquares(theta, moving: moving)
  }

  /// Tries the next numbers.
  /// - Parameter plan: with numbers; `nil` where there is none with these.
  /// - Returns: whether there was something to try.
  mutating func step(
    _ run: SearchContext, _ judges: inout Judges,
    _ plan: (_ theta: [Double]) throws -> MatchedPlan?
  ) throws -> Bool {
    guard sinceBest < patience, let theta = descent.place else { return false }
    let found = try plan(theta)
    let taught = found.map { judges.taught($0.end, run.bench) } ?? []
    guard descent.take(taught), let found else { return true }
    sinceBest = try judges.judge(found, run) ? 0 : sinceBest + 1
    return true
  }
}

/// Parts the noises into those that teach and those that only judge, and keeps the plan that the latter
/// find best. Without them a search would turn one sample after the other near a watershed towards the
/// right picture, at the cost of those that it does not see.
struct Judges {
  private let share: Double
  private var least = Double.infinity
  /// What they find best.
  private(set) var best: MatchedPlan?

  init(_ knobs: KnobValues) { share = knobs.real(Knob.judging.name) }

  /// How far the samples that teach are from where they should be.
  func taught(_ end: [Double], _ bench: SearchBench) -> [Double] {
    Array(misses(end, bench).prefix(first(bench)))
  }

  /// - Returns: whether the plan is the best so far.
  mutating func judge(_ found: MatchedPlan, _ run: SearchContext) throws -> Bool {
    let misses = misses(found.end, run.bench), first = first(run.bench)
    // Where there are too few to be parted all of them judge.
    let sum = misses[(first < misses.count ? first : 0)...].reduce(0) { $0 + $1 * $1 }
    guard sum < least else { return false }
    (least, best) = (sum, found)
    if let trial = found.trial { run.keep(trial) } else { try run.error(of: found.plan) }
    return true
  }

  private func misses(_ end: [Double], _ bench: SearchBench) -> [Double] {
    zip(end, bench.reference.end).map { $0 - $1 }
  }

  /// The first number of the samples that judge.
  private func first(_ bench: SearchBench) -> Int {
    let width = bench.model.shape.count, count = bench.reference.end.count / width
    return width * max(1, count - Int((Double(count) * share).rounded()))
  }
}

extension SearchContext {
  /// Runs a plan to where it ends, which is not kept; `nil` where it has no finite end.
  func matched(_ plan: Plan, _ theta: [Double]) throws -> MatchedPlan? {
    try end(of: plan).map { MatchedPlan(plan: plan, theta: theta, end: $0.end, trial: $0.trial) }
  }
}

extension Knob {
  static let judging = Knob(
    "judging", "share of the noises that teach nothing and choose the best",
    .real(0...0.9, step: .linear(0.05)), default: .real(0.25))
  static let patience = Knob(
    "patience", "rounds without a better plan after which it ends", .integer(1...1000),
    default: .integer(8))
}

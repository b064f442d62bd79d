import Experiments
import Studies
import Tensors

/// A walk as tests ask for one.
struct Walking {
  var graph = "barbell16"
  var walker = "srrw"
  var moves = 6000
  var tokens = 300
  var alpha = 5.0
  var a = "auto"
  var b = 0.9
  var seed: UInt64 = 7

  static let pool = ThreadPool(threads: 2)

  func plan() throws -> WalkPlan {
    var plan = WalkPlan()
    for (key, text) in [
      ("model", graph), ("solver", walker), ("steps", "\(moves)"), ("batch", "\(tokens)"),
      ("alpha", "\(alpha)"), ("a", a), ("b", "\(b)"), ("seed", "\(seed)"),
    ] {
      try plan.set(key, text)
    }
    return plan
  }

  func begin(pool: ThreadPool = Self.pool) throws -> WalkRun {
    try WalkFamily().begin(plan(), with: Equipment(Kernels(pool: pool)))
  }

  /// The records of a whole run, and the run at its end.
  func records(pool: ThreadPool = Self.pool) throws -> (records: [RunRecord], run: WalkRun) {
    var run = try begin(pool: pool)
    var records: [RunRecord] = []
    while let record = try run.next() { records.append(record) }
    return (records, run)
  }

  /// A statistic at the end, or at the record of a step.
  func value(_ name: String, at step: Int? = nil) throws -> Double? {
    let (records, run) = try records()
    let record = step.map { step in records.first { $0.step == step } } ?? records.last
    return record?.values[run.outline.index(of: name)!]
  }

  /// The mean over some seeds.
  func mean(_ name: String, at step: Int? = nil, seeds: Range<UInt64>) throws -> Double {
    let values = try seeds.map { seed in
      var walking = self
      walking.seed = seed
      return try walking.value(name, at: step) ?? .nan
    }
    return values.reduce(0, +) / Double(values.count)
  }
}

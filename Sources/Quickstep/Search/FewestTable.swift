/// How few evaluations solvers and grids need to come near enough to the right end.
public struct FewestTable: Hashable, Sendable {
  /// What is known of a solver on a grid: the fewest evaluations that come near enough, or else the
  /// nearest that it came.
  public struct Row: Hashable, Sendable {
    public let trial: SearchTrial
    public let isNearEnough: Bool

    fileprivate var pair: [Choice] { [trial.plan.solver, trial.plan.grid] }
  }

  /// What the plan's own solver and grid need.
  public enum Own: Hashable, Sendable {
    case evaluations(Int)
    /// Not even so many are enough.
    case moreThan(Int)
    /// It cannot be compared, or nobody has got that far.
    case unknown
  }

  /// Rows that are worth showing.
  public static let shown = 12

  public let tolerance: Double
  /// Best first.
  public private(set) var rows: [Row] = []
  public internal(set) var own = Own.unknown
  /// Pairs that were compared, all with up to so many evaluations.
  public internal(set) var compared = 0, evaluations = 0
  /// By number of evaluations, the smallest error.
  public private(set) var smallest: [Int: Double] = [:]

  init(tolerance: Double) { self.tolerance = tolerance }

  /// The one that needs the fewest; `nil` as long as none is near enough.
  public var winner: Row? { rows.first.flatMap { $0.isNearEnough ? $0 : nil } }

  mutating func add(_ trial: SearchTrial) {
    smallest[trial.evaluations] = min(smallest[trial.evaluations] ?? .infinity, trial.error)
    let row = Row(trial: trial, isNearEnough: trial.error <= tolerance)
    if let place = rows.firstIndex(where: { $0.pair == row.pair }) {
      guard row.precedes(rows[place]) else { return }
      rows.remove(at: place)
    }
    rows.insert(row, at: rows.firstIndex { row.precedes($0) } ?? rows.count)
  }
}

extension FewestTable.Row {
  /// Near enough before not, then fewer evaluations, then the smaller error.
  fileprivate func precedes(_ other: FewestTable.Row) -> Bool {
    guard isNearEnough == other.isNearEnough else { return isNearEnough }
    let (mine, others) = (trial, other.trial)
    if isNearEnough, mine.evaluations != others.evaluations {
      return mine.evaluations < others.evaluations
    }
    return mine.error < others.error
  }
}

extension FewestTable {
  /// What it comes to, in one sentence.
  public var sentence: String {
    let percent = "\(brief(100 * tolerance)) %"
    guard let winner else {
      guard let nearest = rows.first else { return "Nothing was compared." }
      return "Nothing comes within \(percent) with up to \(evaluations) evaluations, as far as the "
        + "search went; \(text(nearest)) is nearest, \(brief(100 * nearest.trial.error)) % with "
        + "\(nearest.trial.evaluations)."
    }
    let count = winner.trial.evaluations
    let calls = count == 1 ? "1 evaluation" : "\(count) evaluations"
    let own =
      switch own {
      case .evaluations(let count): "; your plan needs \(count)"
      case .moreThan(let count): "; your plan is not there with \(count)"
      case .unknown: ""
      }
    return "\(text(winner)) needs \(calls) for \(percent)\(own)."
  }

  private func text(_ row: Row) -> String {
    "\(solvers.text(row.trial.plan.solver)) on \(gridRules.text(row.trial.plan.grid))"
  }
}

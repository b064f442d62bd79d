import Experiments
import Runs

/// A sweep: the axes that have been chosen, and what its cells have come to.
public struct SweepState: Sendable {
  public enum Status: Hashable, Sendable {
    /// Nothing runs and nothing has.
    case idle
    /// Every cell is looked at.
    case weighing
    /// It can run.
    case ready
    case running, paused, finished, cancelled
    case failed(String)
  }

  /// What the panel shows of the cells.
  public enum View: CaseIterable, Sendable { case map, front, pictures }

  /// The axes that the next sweep has, by their place: across, down, and one table after another.
  public internal(set) var axes: [AxisSide: SweepAxis] = [:]
  /// How often each cell of the next sweep is run.
  public internal(set) var seeds = 1
  /// How much worse than the best counts as near it, as a share.
  public internal(set) var tolerance = 0.05 { didSet { judge() } }
  public internal(set) var status = Status.idle
  /// What it will cost; `nil` where that was not asked.
  public internal(set) var weight: SweepWeight?
  public internal(set) var results: SweepResults? { didSet { judge() } }
  /// How many runs were asked for.
  public internal(set) var asked = 0
  /// The cell that has the cursor.
  public internal(set) var cursor = 0
  /// The measure that was chosen, by name.
  var measureChosen: String? { didSet { judge() } }
  private var stands: Lazily<SweepStanding>?
  public internal(set) var view = View.map
  /// What cells have made.
  public internal(set) var previews: [Int: Preview] = [:]
  public internal(set) var outline: RunOutline?
  /// What has ended this time.
  var progress: Progress?

  struct Progress: Sendable {
    var runs = 0
    var seconds = 0.0
  }

  public init() {}

  /// What the keys choose from.
  static let tolerances = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5], seedCounts = [1, 2, 3, 5, 8, 16]

  /// Runs each cell of the next sweep as often as the next choice says.
  mutating func turnSeeds() {
    seeds = Self.seedCounts.first { $0 > seeds } ?? Self.seedCounts[0]
  }

  mutating func turnTolerance() {
    tolerance = Self.tolerances.first { $0 > tolerance } ?? Self.tolerances[0]
  }

  public var isActive: Bool { status == .running || status == .paused }

  /// The measure that map and front show.
  public var measure: Statistic? {
    let known = measures
    return known.first { $0.name == measureChosen } ?? known.first
  }

  public var measures: [Statistic] { results?.measures ?? weight?.plan.measures ?? [] }

  /// The plan that is shown: of what has run, else of what can run.
  public var plan: SweepPlan? { results?.plan ?? weight?.plan }

  /// How the cells stand by the measure that is shown; `nil` as long as none was to run.
  public var standing: SweepStanding? { stands?.value }

  /// Every look at the cells takes all of them, so that it is taken once and by whoever looks.
  private mutating func judge() {
    guard let results, let measure else {
      stands = nil
      return
    }
    stands = Lazily { [tolerance] in
      SweepStanding(results, by: measure, within: tolerance)
    }
  }

  mutating func take(_ event: SweepEvent) {
    switch event {
    case .planned(let plan, let kept, _):
      let old = results
      var new = SweepResults(plan)
      new.take(kept)
      // More seeds for the same cells.
      if let old, old.plan.sentences == plan.sentences {
        new.take(old.trials.joined().filter { $0.measured != nil })
      } else {
        previews = [:]
        cursor = min(cursor, plan.sentences.count - 1)
      }
      results = new
      status = .running
      progress = Progress()
    case .ended(let trials):
      results?.take(trials)
      progress?.runs += trials.count
      progress?.seconds += trials.reduce(0) { $0 + $1.seconds }
    case .shown(let cell, let preview, let outline):
      previews[cell] = preview
      self.outline = outline
    case .counted: break
    case .paused: status = .paused
    case .resumed: status = .running
    case .finished: status = .finished
    case .cancelled: status = .cancelled
    case .failed(let reason): status = .failed(PrintableText(reason).text)
    }
  }

  /// Seconds until all runs have ended; `nil` where that is not known.
  public var secondsLeft: Double? {
    guard status == .running, let results, let progress, progress.runs > 0 else { return nil }
    let left = max(0, asked - results.count)
    return progress.seconds / Double(progress.runs) * Double(left)
      / Double(max(1, weight?.threads ?? 1))
  }
}

/// Where an axis lies.
public enum AxisSide: String, CaseIterable, Hashable, Sendable {
  case x, y, z

  public var title: String {
    switch self {
    case .x: "across"
    case .y: "down"
    case .z: "table by table"
    }
  }
}

/// What a solver and a guidance method are handed: the state, the guided model, linear
/// combinations, noise and the history.
///
/// It counts evaluations, keeps the coefficients of the step, recycles memory, and gathers what
/// the step record reports.
public final class StepContext {
  /// A coefficient of the formula of a step, and what it multiplies.
  public struct Coefficient: Hashable, Sendable {
    /// The symbol: `x`, `D`, `D₋₁`.
    public let name: String
    /// What the symbol stands for, in words.
    public let meaning: String
    public let value: Double

    package init(name: String, meaning: String = "", value: Double) {
      self.name = name
      self.meaning = meaning
      self.value = value
    }
  }

  /// Which classes somebody is asked for, whatever the samples are to be.
  public enum WantedClasses: Hashable, Sendable {
    /// Those that the samples are to be of.
    case asked
    /// The whole distribution.
    case none
    /// One for all samples, counted from 0.
    case one(Int)
  }

  /// What an observer is told during a step.
  enum Event {
    case evaluated(x: Slot, level: NoiseLevel)
    case corrected(Slot)
  }

  public let schedule: any Schedule
  public let grid: Grid
  /// The step's index, from 0.
  public internal(set) var index = 0
  /// How many steps of the grid follow this one.
  public var remaining: Int { grid.steps.count - 1 - gridIndex }

  /// The batch of states. A step ends when the solver has set it.
  public internal(set) var state: Slot
  /// The state that the step before started from, after it was corrected; nil in the first step.
  public internal(set) var previousState: Slot?
  /// The order in use, for methods that start or end at a lower one.
  public var order: Int?

  /// What the model predicts, and guidance with it.
  public let prediction: Prediction
  /// What the model does on average, where the solver needs it; nil in a dry run.
  public let statistics: ModelStatistics?
  /// For each sample the mean variance within true samples of its class; empty where the reading does
  /// not go by it.
  public let dataVariances: [Double]

  // What the extensions of the context share, and nobody else touches.

  let space: any StateSpace
  let guidance: any Guidance
  let clip: any Clip
  /// What the companions predict.
  let companions: [CompanionName: Prediction]
  /// Networks that answer something else.
  let networks: Set<CompanionName>
  let startScale: Double
  /// What the start has worked out; nil in a dry run.
  let startMap: (any SampleMap)?
  /// The means of the data, where the solver goes by them; nil in a dry run.
  let meanMap: (any SampleMap)?
  let classes, noClasses: [Int32]
  let observer: ((Event) -> Void)?

  /// Steps of the run before the first of this context: noise is drawn by the number in the run.
  var stepsBefore = 0
  /// The step of the grid that this one is, or is a part of.
  var gridIndex = 0
  /// Where the step ended, of one that went a part of the way.
  var partialEnd: NoiseLevel?
  var tracks: [Track: [Past]] = [:]
  var draws: [NoisePurpose: Int] = [:]
  var brownian = BrownianWalk()
  var live: [Slot] = []
  var formula = StepFormula()
  /// What `previousState` becomes with the next step.
  var origin: Slot?
  /// Where the next evaluation for the classes asked for leaves the numbers for its variance.
  var variance: Slot?

  var evaluations = 0
  /// How often networks beside the model were asked.
  var companionCalls = 0
  var coefficients: [Coefficient] = []
  var clippedShare: Double?
  var guidanceStrength: Double?
  /// The data prediction of the step's first evaluation; it stays until the next step has one.
  var data: Slot?
  var previousData: Slot?

  init(
    space: any StateSpace, job: SamplingJob, statistics: ModelStatistics? = nil,
    startMap: (any SampleMap)? = nil, meanMap: (any SampleMap)? = nil, start: Slot,
    observer: ((Event) -> Void)?
  ) {
    self.space = space
    self.statistics = statistics
    self.startMap = startMap
    self.meanMap = meanMap
    startScale = job.startScale
    self.observer = observer
    schedule = job.schedule
    grid = job.grid
    guidance = job.guidance
    clip = job.clip
    prediction = job.model.prediction
    companions = job.companions.models.mapValues(\.prediction)
    networks = Set(job.companions.networks.keys)
    classes = job.classes
    dataVariances = job.classes.compactMap { job.dataVariances[$0] }
    noClasses = Array(repeating: anyClass, count: job.classes.count)
    state = start
  }

  /// A slot whose content is undefined, until the step ends.
  func fresh() -> Slot {
    let slot = space.allocate()
    live.append(slot)
    formula.forget(slot)
    return slot
  }
}

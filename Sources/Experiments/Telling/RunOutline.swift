/// What is known of a run before its first step, whatever kind of run it is: panels, plots and
/// the header read it and ask for nothing else.
public struct RunOutline: Sendable {
  /// Every record holds one value of each, in this order. The first is the number of the step.
  public let statistics: [RunStatistic]
  /// How many steps there are; `nil` where only running shows it.
  public let steps: Int?
  public let budget: RunBudget
  /// The first is shown unless another is chosen.
  public var previews: [PreviewKind]
  /// Which of them shows what a finished run has made.
  public var resultPreview = 0
  /// The statistic that tells where in the run a preview stands.
  public let landmark: String
  /// The statistics in the first and second plot unless others are chosen.
  public let plotted: [String]
  /// What is known before it happens: by name of the statistic, a value for the start and one for
  /// each step.
  public var foreseen: [String: [Double]] = [:]
  /// Why a statistic has no values, by name.
  public var obstacles: [String: String] = [:]
  /// What the end is measured by.
  public var measures: [Statistic] = []
  /// From so many samples on scores tell runs apart that differ by 5 %; 0 where that is not known.
  public var samplesNeeded = 0
  /// Why nothing measures the end of such a run; `nil` where measures do.
  public var qualityObstacle: String?
  /// A box around the true samples, coordinate by coordinate; `nil` where it is not known.
  public var bounds: [ClosedRange<Double>]?
  /// The steps after which another plan goes on.
  public var forks: [Int] = []
  /// Steps from one record, or one preview, to the next.
  public var recordStride = 1, previewStride = 1

  public init(
    statistics: [RunStatistic], steps: Int?, budget: RunBudget, previews: [PreviewKind],
    landmark: String, plotted: [String]
  ) {
    self.statistics = statistics
    self.steps = steps
    self.budget = budget
    self.previews = previews
    self.landmark = landmark
    self.plotted = plotted
  }

  /// Rows of the table of records that stand there before they happen.
  public var foreseenRows: Int { foreseen.values.map(\.count).max() ?? 0 }

  /// The index of a statistic.
  public func index(of statistic: String) -> Int? {
    statistics.firstIndex { $0.name == statistic }
  }
}

/// A statistic as a kind of run has it.
public struct RunStatistic: Sendable {
  public let statistic: Statistic
  /// 0 stays longest in a table that gets narrow; `nil` keeps out of tables what this run lacks.
  public let rank: Int?
  /// The largest count it will reach, so that its column keeps its width.
  public let largest: Int
  /// The statistic that holds the true answer, drawn behind this one.
  public let truth: String?
  /// Says when values come that do not come with their step.
  public let delay: Delay?

  public struct Delay: Sendable {
    public let whileActive: String
    public let afterwards: String

    public init(whileActive: String, afterwards: String) {
      self.whileActive = whileActive
      self.afterwards = afterwards
    }
  }

  public init(
    _ statistic: Statistic, rank: Int?, largest: Int = 0, truth: String? = nil,
    delay: Delay? = nil
  ) {
    self.statistic = statistic
    self.rank = rank
    self.largest = largest
    self.truth = truth
    self.delay = delay
  }

  public var name: String { statistic.name }
}

/// What a run spends.
public struct RunBudget: Sendable {
  /// How its speed is told.
  public enum Speed: Sendable {
    /// For what takes a moment: milliseconds per unit.
    case timePerUnit
    /// For what takes hours: units per second, and the time that is left.
    case rate
  }

  /// The unit, as headings write it: `NFE`, `images`.
  public let unit: String
  /// The unit in a word: "evaluations".
  public let noun: String
  /// One of it: "call".
  public let single: String
  /// `nil` where only running shows it.
  public let total: Int?
  public let speed: Speed

  /// - Parameters:
  ///   - noun: `nil` where the unit is a word.
  ///   - single: `nil` where the unit is the same in the singular.
  public init(
    unit: String, noun: String? = nil, single: String? = nil, total: Int?, speed: Speed
  ) {
    self.unit = unit
    self.single = single ?? unit
    self.noun = noun ?? unit
    self.total = total
    self.speed = speed
  }
}

/// One of the things that previews of a run can show.
public struct PreviewKind: Hashable, Sendable {
  public let name: String
  /// One word.
  public let shortName: String

  public init(name: String, shortName: String) {
    self.name = name
    self.shortName = shortName
  }
}

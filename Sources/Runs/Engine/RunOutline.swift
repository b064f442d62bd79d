import Quickstep

/// What is known of a run before its first step, whatever kind of run it is: panels, plots and
/// the header read it and ask for nothing else.
public struct RunOutline: Sendable {
  /// Every record holds one value of each, in this order. The first is the number of the step.
  public let statistics: [RunStatistic]
  /// How many steps there are; `nil` where only running shows it.
  public let steps: Int?
  public let budget: RunBudget
  /// The first is shown unless another is chosen.
  public let previews: [PreviewKind]
  /// The statistic that tells where in the run a preview stands.
  public let landmark: String
  /// The statistics in the first and second plot unless others are chosen.
  public let plotted: [String]
  /// What is known before it happens: by name of the statistic, a value for the start and one for
  /// each step.
  public let foreseen: [String: [Double]]
  /// Why nothing measures the end of such a run; `nil` where metrics do.
  public let qualityObstacle: String?

  /// Rows of the table of records that stand there before they happen.
  public var foreseenRows: Int { foreseen.values.map(\.count).max() ?? 0 }
}

/// A statistic as a kind of run has it.
public struct RunStatistic: Sendable {
  public let statistic: Statistic
  /// 0 stays longest in a table that gets narrow; `nil` keeps out of tables what this run lacks.
  public let rank: Int?
  /// The largest count it will reach, so that its column keeps its width.
  public let largest: Int
  /// Says when values come that do not come with their step.
  public let delay: Delay?

  public struct Delay: Sendable {
    public let whileActive: String
    public let afterwards: String
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
  /// `nil` where only running shows it.
  public let total: Int?
  public let speed: Speed
}

/// One of the things that previews of a run can show.
public struct PreviewKind: Hashable, Sendable {
  public let name: String
  /// One word.
  public let shortName: String
}

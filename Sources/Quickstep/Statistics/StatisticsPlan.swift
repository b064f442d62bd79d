import Experiments

/// What statistics to estimate, as sentences say it: a plan of sampling, and what it is looked at by.
public struct StatisticsPlan: SamplingWithin {
  /// Its guided model is looked at between the ends of its grid.
  public var plan = Plan(steps: 100)
  /// How many lambdas, the ends included.
  public var knots = 121
  /// Pairs of sample and noise; `nil` for as many as suit the size of a sample.
  public var samples: Int?
  /// What has true samples: a mixture or a set of pictures; `noData` for what the model itself makes.
  public var data = Self.noData
  /// The file that is written; `beside` for one beside the model.
  public var output = Self.beside

  public static let noData = Choice("none")
  public static let beside = "beside"

  public init() {}

  public static let words: PlanWords<StatisticsPlan> = [
    word("model", rank: 0),
    word("schedule", rank: 4),
    word("grid", rank: 5),
    word("guidance", rank: 6),
    word("guide", rank: 8),
    word("clip", rank: 9),
    word("class", rank: 7),
    word("steps", label: "steps of its grid", rank: 3),
    .integer(
      "knots", .steps, at: \.knots, in: 3...10_000, rank: 2, mention: .always("* knots"),
      "lambdas at which the model is looked at"),
    .integer(
      "samples", .model, at: \.samples, in: 2...4096, rank: 10, mention: .changed("×*"),
      "pairs of sample and noise; auto is 64 to 1024, fewer for wide samples"),
    .named(
      "data", at: \.data, modelDeclaration, rank: 11, mention: .changed("on *"),
      "mixture or pictures with the true samples; none takes what the model makes"),
    word("seed", rank: 12),
    .text(
      "output", .model, at: \.output, label: "saved", valueName: "file", rank: 13,
      mention: .never, "file that is written; beside is one beside the model"),
  ]
}

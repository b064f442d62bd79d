/// What to search for, as sentences say it: a plan of sampling, and how it is to become better.
public struct SearchPlan: SamplingWithin {
  /// What is to become better; its samples are the noises that errors are measured on.
  public var plan = Plan(steps: 5, batch: 64)
  public var method = Choice(CoordinateSearch.declaration.name)
  /// The most evaluations of the model by all runs together.
  public var budget = 20_000
  /// Of the spread of the samples, in percent.
  public var tolerance = 5.0
  public var solvers = Rivals.all, grids = Rivals.all
  /// The preset that is written at the end.
  public var output = Self.noOutput

  public static let noOutput = "none"

  public init() {}

  public static let words: PlanWords<SearchPlan> = [
    word("model", rank: 0),
    .component(
      "method", .solver, at: \.method, of: searches, rank: 1, mention: .always("*"),
      "how the search looks for better plans"),
    word("schedule", rank: 5),
    word("grid", rank: 6),
    word("solver", rank: 2),
    word("guidance", rank: 7),
    word("guide", rank: 16),
    word("clip", rank: 9),
    word("class", rank: 8),
    word("steps", rank: 3),
    .integer(
      "budget", .steps, at: \.budget, in: 10...1_000_000_000, rank: 4, mention: .never,
      "most evaluations that the search may spend"),
    .real(
      "tolerance", .solver, at: \.tolerance, 0.01...100, step: .factor(1.25), unit: "%", rank: 12,
      mention: .changed("within * %"),
      "error that is near enough for fewest, of the samples' spread"),
    .text(
      "solvers", .solver, at: \.solvers, valueName: "names", rank: 13, mention: .changed("*"),
      "solvers that fewest compares: all, or names with commas"),
    .text(
      "grids", .solver, at: \.grids, valueName: "names", rank: 14, mention: .changed("on *"),
      "grids that fewest compares: all, or names with commas"),
    word("skip", rank: 16),
    word("seed", rank: 11),
    word("batch", label: "noises", rank: 10),
    .text(
      "output", .model, at: \.output, label: "saved in", valueName: "file", rank: 15,
      mention: .never, "preset that the best plan is written to; none writes none"),
  ]

  /// What is compared for the fewest evaluations.
  /// - Throws: `DeclarationError`, or `SearchError.drawsNoise`.
  public func rivals() throws -> Rivals {
    Rivals(
      solvers: try Rivals.solvers(solvers), grids: try Rivals.grids(grids),
      tolerance: tolerance / 100)
  }

  /// The file that is written; `nil` for none.
  public var preset: String? { output == Self.noOutput ? nil : output }
}

/// A method that looks for better plans: it proposes them, the context runs them and keeps the best.
///
/// Its stored properties are all that it knows, so that it can wait between any two steps.
public protocol Search: Component {
  /// What it looks for.
  static var form: SearchForm { get }
  /// What the picture of its own reckoning shows, in a word or two.
  static var pictureName: String { get }

  /// Runs one plan, follows its teacher for one level, or reckons for a moment.
  /// - Returns: whether there is more to do.
  /// - Throws: `SearchError`, `CancellationError`, and what a plan throws that cannot run.
  mutating func step(_ run: SearchContext) throws -> Bool

  /// How many batches it keeps, for plans of so many steps.
  func statesKept(steps: Int) -> Int

  /// Why it cannot make a plan better; `nil` where it can.
  /// - Parameters:
  ///   - parts: of the model, that can be left out.
  ///   - attention: of the model, over frames.
  func obstacle(_ plan: Plan, parts: [String], attention: FrameAttention?) -> (any Error)?
}

/// What a search looks for.
public enum SearchForm: Sendable {
  /// The best levels for the plan's own solver and number of steps.
  case levels
  /// The best levels, and what each step does, for as many evaluations as the plan has.
  case schedules
  /// The solver and grid that need the fewest evaluations.
  case fewest
  /// The sparsest masks of attention over frames for the plan as it is.
  case tiles
}

extension Search {
  public static var pictureName: String { "costs" }

  var form: SearchForm { Self.form }
  var pictureName: String { Self.pictureName }

  public func statesKept(steps: Int) -> Int { 4 }
  public func obstacle(
    _ plan: Plan, parts: [String], attention: FrameAttention?
  ) -> (any Error)? {
    form == .levels || plan.skip == Skips.none
      ? nil : SearchError.stepsVary(Self.declaration.name)
  }
}

/// All searches, in the order in which lists show them.
public let searches = Catalog<any Search>(
  "method",
  [
    CoordinateSearch.self, GITS.self, BOSS.self, Evolution.self, LD3.self, S4S.self, S3.self,
    FewestEvaluations.self, LayerTiles.self,
  ] as [any Search.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })

extension Catalog where Product == any Search {
  /// What the search that a choice names looks for.
  public func form(_ choice: Choice) throws(DeclarationError) -> SearchForm {
    try make(choice).form
  }

  /// What the search that a choice names shows of its own reckoning.
  public func pictureName(_ choice: Choice) throws(DeclarationError) -> String {
    try make(choice).pictureName
  }
}

/// Why a search cannot begin or go on.
public enum SearchError: Error, Hashable, Sendable {
  /// Fewer levels to choose from than steps to make of them.
  case tooFewLevels(Int, steps: Int)
  /// The plan draws fresh noise, so that it has no end to come near to.
  case drawsNoise(solver: String)
  /// The plan says what its steps leave out, and the search is to say which steps there are.
  case stepsVary(String)
  /// A share of the model's parts is to be left out that is less than one of them.
  case nothingToLeaveOut(model: String, parts: Int, share: Double)
  /// More evaluations than a search of schedules can do with.
  case tooManyEvaluations(Int, most: Int)
  /// None of the solvers can run on any of the grids.
  case nothingToCompare
}

/// A method that looks for better plans: it proposes them, the context runs them and keeps the best.
///
/// Its stored properties are all that it knows, so that it can wait between any two steps.
public protocol Search: Component {
  /// What it looks for.
  static var form: SearchForm { get }

  /// Runs one plan, or follows its teacher for one level.
  /// - Returns: whether there is more to do.
  /// - Throws: `SearchError`, `CancellationError`, and what a plan throws that cannot run.
  mutating func step(_ run: SearchContext) throws -> Bool
}

/// What a search looks for.
public enum SearchForm: Sendable {
  /// The best levels for the plan's own solver and number of steps.
  case levels
  /// The solver and grid that need the fewest evaluations.
  case fewest
}

extension Search {
  var form: SearchForm { Self.form }
}

/// All searches, in the order in which lists show them.
public let searches = Catalog<any Search>(
  "method",
  [
    CoordinateSearch.self, GITS.self, BOSS.self, Evolution.self, FewestEvaluations.self,
  ] as [any Search.Type],
  declaration: { $0.declaration }, make: { $0.init($1) })

extension Catalog where Product == any Search {
  /// What the search that a choice names looks for.
  public func form(_ choice: Choice) throws(DeclarationError) -> SearchForm {
    try make(choice).form
  }
}

/// Why a search cannot begin or go on.
public enum SearchError: Error, Hashable, Sendable {
  /// Fewer levels to choose from than steps to make of them.
  case tooFewLevels(Int, steps: Int)
  /// The plan draws fresh noise, so that it has no end to come near to.
  case drawsNoise(solver: String)
  /// None of the solvers can run on any of the grids.
  case nothingToCompare
}

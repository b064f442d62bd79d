/// The solvers and grids that are compared for the fewest evaluations, and how near is near enough.
public struct Rivals: Hashable, Sendable {
  public var solvers: [Choice]
  public var grids: [Choice]
  /// The largest error, over the spread of the samples.
  public var tolerance: Double

  public init(
    solvers: [Choice] = usualSolvers, grids: [Choice] = usualGrids, tolerance: Double = 0.05
  ) {
    self.solvers = solvers
    self.grids = grids
    self.tolerance = tolerance
  }

  /// Stands for the usual ones.
  public static let all = "all"

  /// Those without noise that need to know no more than a model's predictions.
  public static let usualSolvers = solversCatalog.declarations.map { Choice($0.name) }.filter {
    guard let solver = try? solversCatalog.make($0) else { return false }
    return solver.order != nil && !solver.needsVariance && !solver.needsStatistics
  }

  /// Those that follow a rule, of each set of levels the first that comes to it.
  public static let usualGrids: [Choice] = {
    let schedule = EDM(knobs: [:])
    var known: [[Double]] = []
    return gridRules.declarations.map { Choice($0.name) }.filter { choice in
      guard choice.name != ListedLevels.declaration.name else { return false }
      let levels = try? gridRules.make(choice).levels(schedule, steps: 7).map(\.sigma)
      guard let levels else { return true }
      defer { known.append(levels) }
      return !known.contains { other in
        other.count == levels.count && zip(other, levels).allSatisfy { abs($0 - $1) <= 1e-9 * $0 }
      }
    }
  }()

  /// Reads solvers: `all`, or `NAME[:KNOB=VALUE…]` with commas between them.
  /// - Throws: `DeclarationError`, or `SearchError.drawsNoise`.
  public static func solvers(_ text: String) throws -> [Choice] {
    guard text != all else { return usualSolvers }
    return try choices(text, of: solversCatalog).map { choice in
      guard try solversCatalog.make(choice).order != nil else {
        throw SearchError.drawsNoise(solver: solversCatalog.text(choice))
      }
      return choice
    }
  }

  /// Reads grids: `all`, or `NAME[:KNOB=VALUE…]` with commas between them.
  /// - Throws: `DeclarationError`.
  public static func grids(_ text: String) throws -> [Choice] {
    text == all ? usualGrids : try choices(text, of: gridRules)
  }

  /// A comma stands between components and between knobs: what has an equals sign and no name in
  /// front of a colon is one more knob.
  private static func choices<Product>(
    _ text: String, of catalog: Catalog<Product>
  ) throws(DeclarationError) -> [Choice] {
    var words: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let equals = part.firstIndex(of: "=") ?? part.endIndex
      if !words.isEmpty, equals < part.endIndex, !part[..<equals].contains(":") {
        words[words.count - 1] += "," + part
      } else {
        words.append(String(part))
      }
    }
    var choices: [Choice] = []
    for word in words {
      let choice = try catalog.choice(word)
      if !choices.contains(choice) { choices.append(choice) }
    }
    return choices
  }
}

/// The catalog, where a property has its name.
private let solversCatalog = solvers

/// The steps whose squared errors, each from the teacher's path, have the least sum (Nguyen et al.
/// 2024, BOSS, section 3). Errors are those of the straight path's coordinates, x / (alpha + sigma),
/// and the teacher takes Euler's steps.
///
/// What is least is a sum of local errors: the end of the run may still be worse than with equal
/// steps, where the flow contracts early errors.
public struct BOSS: Search {
  public static let declaration = Declaration(
    "boss", title: "BOSS", summary: "least sum of squared local errors, by dynamic programming",
    paper: "Nguyen et al. 2024, Bellman Optimal Stepsize Straightening of Flow-Matching Models",
    knobs: [.fine(100, upTo: 200)])
  public static let form = SearchForm.levels

  private var search: ProgrammedSearch

  public init(_ knobs: KnobValues) {
    search = ProgrammedSearch(teacher: Choice("euler"), fine: knobs.integer("fine"))
  }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    try search.step(run, cost: Self.cost)
  }

  /// c_ij, the mean squared error of a step that ends at a level.
  /// - Parameter misses: how far it ends from the teacher's path in each sample.
  package static func cost(_ misses: [Double], _ end: NoiseLevel) -> Double {
    let scale = end.alpha + end.sigma
    return misses.reduce(0) { $0 + $1 * $1 } / (scale * scale * Double(misses.count))
  }
}

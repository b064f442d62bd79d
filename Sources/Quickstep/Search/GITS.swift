/// The steps whose errors, each from the teacher's path, have the least weighted sum (Chen et al.
/// 2024, On the Trajectory Regularity of ODE-based Diffusion Sampling, section 4). Errors are
/// distances in the coordinates of x/alpha, and a step counts gamma times as much as the one before
/// it.
public struct GITS: Search {
  public static let declaration = Declaration(
    "gits", title: "GITS", summary: "least weighted sum of local errors, by dynamic programming",
    paper: "Chen et al. 2024, On the Trajectory Regularity of ODE-based Diffusion Sampling",
    knobs: [
      .fine(60, upTo: 200),
      Knob(
        "gamma", "how much more a later step counts", .real(0.5...2, step: .linear(0.05)),
        default: .real(1.15)),
    ])
  public static let form = SearchForm.levels

  private var search: ProgrammedSearch

  public init(_ knobs: KnobValues) {
    search = ProgrammedSearch(
      teacher: Choice("dpm++2m"), fine: knobs.integer("fine"), gamma: knobs.real("gamma"))
  }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    try search.step(run) { misses, end in
      misses.reduce(0, +) / (end.alpha * Double(misses.count))
    }
  }
}

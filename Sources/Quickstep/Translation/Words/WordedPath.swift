/// The path and the levels of a translation as choices that come to the same.
enum WordedPath {
  /// How far sigma/alpha may be apart, relative to it.
  private static let tolerance = 1e-10

  /// The schedule whose sigma/alpha, time step by time step, are those of a translation's path; nil
  /// where none is.
  static func schedule(of translation: Translation) -> Choice? {
    let path = translation.schedule
    if path is EDM {
      return Choice(
        "edm",
        [
          "sigma-min": .real(path.range.lowerBound), "sigma-max": .real(path.range.upperBound),
        ])
    }
    if path is RectifiedFlow { return Choice("flow") }
    guard let entries = path.entries else { return nil }
    return tables(entries).first { choice in
      guard let table = try? schedules.make(choice) else { return false }
      return (0..<entries).allSatisfy {
        isNear(table.level(t: Double($0)).rho, path.level(t: Double($0)).rho)
      }
    }
  }

  /// The tables with names, between the betas that published ones have.
  private static func tables(_ entries: Int) -> [Choice] {
    let length: [String: KnobValue] = ["entries": .integer(entries)]
    let betas: [(b0: Double, b1: Double)] = [(0.0001, 0.02), (0.00085, 0.012)]
    return [Choice("cosine-table", length)]
      + ["linear", "scaled-linear", "sigmoid"].flatMap { name in
        betas.map { b0, b1 in
          Choice(name, length.merging(["b0": .real(b0), "b1": .real(b1)]) { $1 })
        }
      }
  }

  /// The grid that places a translation's levels on a schedule: one that follows a rule, else the
  /// list of them; nil where its levels do not fall.
  static func grid(of translation: Translation, on schedule: Choice) -> Choice? {
    let steps = translation.grid.steps
    let rhos = translation.grid.levels.map(\.rho)
    guard zip(steps, steps.dropFirst()).allSatisfy({ isNear($0.to.rho, $1.from.rho) }),
      zip(rhos, rhos.dropFirst()).allSatisfy({ $0 > $1 })
    else { return nil }
    let rule = rules.first { places(rhos, $0, on: schedule) }
    return rule ?? Choice("list", ["sigmas": .list(rhos)])
  }

  /// Whether a rule places these levels.
  static func places(_ rhos: [Double], _ grid: Choice, on schedule: Choice) -> Bool {
    let plan = Plan(schedule: schedule, grid: grid, steps: rhos.count - 1)
    guard let placed = try? plan.makeGrid().grid.levels.map(\.rho) else { return false }
    return placed.count == rhos.count && zip(placed, rhos).allSatisfy(isNear)
  }

  /// The rules that published samplers go by, the plainest first.
  private static let rules: [Choice] = [
    "leading", "leading:offset=1", "linspace", "linspace:end=instead", "linspace:end=min",
    "trailing", "trailing:rounding=up", "uniform-t", "uniform-t:between=sigma",
    "uniform-t:between=log-sigma", "uniform-t:end=instead", "uniform-t:end=min",
    "uniform-t:shift=3", "karras", "karras:end=min", "exponential", "exponential:end=min", "beta",
    "beta:end=min",
  ].compactMap { try? gridRules.choice($0) }

  static func isNear(_ a: Double, _ b: Double) -> Bool {
    a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
  }
}

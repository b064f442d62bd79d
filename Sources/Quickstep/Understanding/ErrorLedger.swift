import Glibc

/// What each cause of error contributes to how far the samples of a run are from the data, where
/// both are Gaussian: the law of the end is then known exactly.
///
/// Four laws lie between the data and what a run makes: the data at the last level, what the exact
/// flow makes there of the run's start, what the solver makes of it with the true score, and with a
/// wrong one. A cause contributes the 2-Wasserstein distance between neighbours, and nothing where it
/// is not there; together they are no less than the whole distance.
public struct ErrorLedger: Sendable {
  public enum Cause: String, CaseIterable, Sendable {
    /// The grid ends above no noise.
    case truncation
    /// The run starts from a Gaussian that is not the data's at the first level.
    case start
    /// Steps of finite length.
    case discretisation
    /// The model believes in other data.
    case score
  }

  public struct Entry: Sendable {
    public let cause: Cause
    /// The 2-Wasserstein distance that it adds.
    public let distance: Double
    /// The law with this cause and those before it.
    public let law: GaussianLaw
  }

  /// Where the run starts.
  public enum Start: String, CaseIterable, Sendable {
    /// From what the schedule says: noise of mean 0.
    case run
    /// From the data at the first level.
    case exact
  }

  public let data: GaussianLaw
  public let entries: [Entry]
  /// From the data to what the run makes.
  public var total: Double { data.distance(to: entries[entries.count - 1].law) }

  /// - Parameters:
  ///   - data: the true law.
  ///   - believed: the law whose score the model has, along the same directions.
  ///   - scale: the standard deviation of the start, where it is that of the run.
  /// - Throws: where the solver is not linear.
  public init(
    _ data: GaussianLaw, believed: GaussianLaw, solver: any Solver, schedule: any Schedule,
    grid: Grid, start: Start = .run, scale: Double
  ) throws(LinearityError) {
    let levels = grid.levels
    let first = levels[0], last = levels[levels.count - 1]
    let truncated = data.noisy(at: last)
    let noisy = data.noisy(at: first)
    let begin =
      start == .exact
      ? noisy
      : GaussianLaw(
        mean: data.mean.map { _ in 0 }, deviation: data.mean.map { _ in scale })
    let flowed = begin.flowed(from: noisy, to: truncated)
    let walk = try GaussianWalk(solver, schedule, grid)
    let laws = [
      truncated, flowed, try walk.end(of: begin, believing: data),
      try walk.end(of: begin, believing: believed),
    ]
    self.data = data
    entries = zip(Cause.allCases, zip([data] + laws, laws)).map { cause, pair in
      Entry(cause: cause, distance: pair.0.distance(to: pair.1), law: pair.1)
    }
  }
}

extension GaussianLaw {
  /// The law of alpha x0 + sigma eps.
  public func noisy(at level: NoiseLevel) -> GaussianLaw {
    GaussianLaw(
      mean: mean.map { level.alpha * $0 },
      deviation: deviation.map { hypot(level.alpha * $0, level.sigma) })
  }

  /// Where the flow that takes one law to another takes this one: it keeps how many deviations a
  /// state is from the mean.
  fileprivate func flowed(from a: GaussianLaw, to b: GaussianLaw) -> GaussianLaw {
    let ratios = zip(a.deviation, b.deviation).map { $0 > 0 ? $1 / $0 : 0 }
    return GaussianLaw(
      mean: mean.indices.map { b.mean[$0] + ratios[$0] * (mean[$0] - a.mean[$0]) },
      deviation: mean.indices.map { ratios[$0] * deviation[$0] })
  }
}

/// What a solver makes of Gaussians.
private struct GaussianWalk {
  private let job: SamplingJob

  init(_ solver: any Solver, _ schedule: any Schedule, _ grid: Grid) throws(LinearityError) {
    try solver.checkLinear()
    job = SamplingJob(linear: solver, schedule, along: grid)
  }

  /// The law of the end, where the model has the score of `data`.
  func end(of start: GaussianLaw, believing data: GaussianLaw) throws(LinearityError) -> GaussianLaw
  {
    var end = start
    for k in start.mean.indices {
      let state = try walk(
        from: [start.mean[k], start.deviation[k]], data.mean[k], data.deviation[k])
      end.mean[k] = state.first ?? 0
      end.deviation[k] = sqrt(state.dropFirst().reduce(0) { $0 + $1 * $1 })
    }
    return end
  }

  /// - Parameter start: as a sum of 1, a standard normal, and the normals that the run draws.
  private func walk(
    from start: [Double], _ mean: Double, _ deviation: Double
  ) throws(LinearityError) -> [Double] {
    let draws = Draws()
    let space = LinearStates(
      data: { level, x in
        // D = m + c (x - alpha m), c = alpha s² / (alpha² s² + sigma²).
        let signal = level.alpha * deviation
        let variance = signal * signal + level.sigma * level.sigma
        let c = variance > 0 ? signal * deviation / variance : 0
        var D = x.map { c * $0 }
        if D.isEmpty { D = [0] }
        D[0] += mean * (1 - c * level.alpha)
        return D
      }, noise: { draws.row($0) })
    let slot = space.allocate()
    space[slot] = start
    let end = job.walk(in: space, from: slot)
    guard space.isLinear else { throw .followsNumbers }
    return space[end]
  }
}

/// The standard normals of a run, each an unknown of its own.
private final class Draws {
  private var places: [NoiseDraw: Int] = [:]

  func row(_ draw: NoiseDraw) -> [Double] {
    let place = places[draw] ?? places.count + 2
    places[draw] = place
    return Array(repeating: 0, count: place) + [1]
  }
}

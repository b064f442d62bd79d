import Tensors

/// What a teleport costs, by how much of the way it skips.
public struct TeleportStudy: Sendable {
  public struct Entry: Sendable {
    /// Where the run begins.
    public let level: NoiseLevel
    /// The share of the plan's own steps that lie above it, in log sigma/alpha within a step; nil
    /// where its grid has none without a start.
    public let skipped: Double?
    /// Root mean square distance to the exact path from the noise, at |(alpha, sigma)| = 1.
    public let error: Double
    /// The same at the end of the path, where the rest of the way is exact.
    public let endError: Double
  }

  public let entries: [Entry]
  /// How far samples are from the mean of the data, root mean square, at the end of the exact path.
  public let spread: Double

  /// - Parameter sigmas: sigma/alpha of the levels.
  /// - Throws: `PathError`, or what the plan throws that cannot run.
  public init(
    _ plan: Plan, at sigmas: [Double], model: any Denoiser, with kernels: Kernels
  ) throws {
    var plan = plan
    plan.start = Choice(PureNoise.declaration.name)
    let plain = try? plan.makeGrid(model.sampler).grid.levels
    plan.steps = 1
    plan.grid = Choice(UniformLambda.declaration.name)
    plan.start = Choice(Teleport.declaration.name)
    let clean = try plan.job(model: model, with: kernels).schedule.clean
    var spread = 0.0
    entries = try sigmas.map { sigma in
      plan.start.knobs["sigma"] = .real(sigma)
      var job = try plan.job(model: model, with: kernels)
      guard let level = job.start.level(on: job.schedule) else {
        preconditionFailure("a teleport says where it begins")
      }
      job.grid = Grid(levels: [level, clean])
      guard let origin = job.startOrigin, let map = try job.startMap(progress: { _ in }) else {
        preconditionFailure("a teleport skips a part of a path")
      }
      job.startSource = .given(map)
      let state = Sampler(job).state
      job.grid = Grid(levels: [origin.level, level, clean])
      let exact = try ExactPath.solve(job, from: origin.state) { false }
      job.grid = Grid(levels: [level, clean])
      let end = try ExactPath.end(of: job, from: state)
      spread = deviation(exact[2], width: model.shape.count)
      let size = (level.alpha * level.alpha + level.sigma * level.sigma).squareRoot()
      return Entry(
        level: level, skipped: plain.map { share(of: $0, above: level) },
        error: rootMeanSquareDistance(state, exact[1]) / size,
        endError: rootMeanSquareDistance(end, exact[2]))
    }
    self.spread = spread
  }
}

/// Of the steps between levels.
private func share(of levels: [NoiseLevel], above level: NoiseLevel) -> Double {
  let above = levels.count { $0.rho > level.rho }
  guard above > 0, above < levels.count else { return above > 0 ? 1 : 0 }
  let s = levels[above - 1], t = levels[above]
  let within = (level.lambda - s.lambda) / (t.lambda - s.lambda)
  return (Double(above - 1) + (within.isFinite ? within : 0)) / Double(levels.count - 1)
}

/// Of samples from their mean, root mean square.
private func deviation(_ rows: [Double], width: Int) -> Double {
  let count = rows.count / width
  let mean = (0..<width).map { i in
    stride(from: i, to: rows.count, by: width).reduce(0) { $0 + rows[$1] } / Double(count)
  }
  return rootMeanSquareDistance(rows, (0..<count).flatMap { _ in mean })
}

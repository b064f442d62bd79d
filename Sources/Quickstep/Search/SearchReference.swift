import Glibc
import Tensors

/// Where a plan should end: at the end of the exact path from the noisiest level of its schedule to
/// none, or where a run of many steps ends for a model whose paths are not exact.
///
/// Whatever levels a plan has, it is measured against the same end, so that levels which leave out
/// a part of the way are charged for it.
public struct SearchReference: Sendable {
  /// Steps of the run that stands in for an exact path.
  public static let manySteps = 128

  /// Row by row.
  public let end: [Double]
  /// How far the samples of the end are from their mean, root mean square.
  public let spread: Double
  public let isExact: Bool

  /// Evaluations of the model by the run of many steps.
  public let evaluations: Int

  fileprivate init(end: [Double], width: Int, isExact: Bool, evaluations: Int) {
    self.end = end
    self.isExact = isExact
    self.evaluations = evaluations
    spread = Self.spread(of: end, width: width)
  }

  private static func spread(of end: [Double], width: Int) -> Double {
    let count = end.count / width
    var sum = 0.0
    for column in 0..<width {
      let values = stride(from: column, to: end.count, by: width).map { end[$0] }
      let mean = values.reduce(0, +) / Double(count)
      sum += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    return sqrt(sum / Double(end.count))
  }

  /// The root mean square distance of a batch to the end, over the spread of the end; of a single
  /// sample, which has no spread, the distance itself.
  public func error(of state: [Double]) -> Double {
    let distance = rootMeanSquareDistance(state, end)
    let error = spread > 0 ? distance / spread : distance
    return error.isFinite ? error : .infinity
  }
}

/// The way to a reference, one step at a time.
public struct ReferenceWalk {
  private let job: SamplingJob
  private let shouldStop: () -> Bool
  private var sampler: Sampler
  private var followed: Rest?
  /// How often the model was asked by the run of many steps.
  public private(set) var evaluations = 0
  /// Once the way is at its end.
  public private(set) var reference: SearchReference?

  /// - Parameters:
  ///   - noise: what every plan starts from, scaled to its first level.
  ///   - shouldStop: asked before every evaluation of an exact path.
  /// - Throws: `PathError`, or what the plan throws that cannot run.
  public init(
    _ plan: Plan, model: any Denoiser, noise: NoiseSource, with kernels: Kernels,
    shouldStop: @escaping () -> Bool
  ) throws {
    var job = try plan.job(model: model, with: kernels)
    guard !job.guidance.followsSteps else { throw PathError.guidanceFollowsSteps }
    let top = job.schedule.level(t: job.schedule.range.upperBound)
    let first = top.isUsable ? top : job.grid.levels[0]
    job.startScale = job.schedule.startScale(first)
    job.clip = NoClip(knobs: [:])
    job.noise = noise
    job.start = PureNoise(knobs: [:])
    if job.isExact {
      job.grid = Grid(levels: [first, job.schedule.clean])
      job.solver = Euler(knobs: [:])
    } else {
      job.grid = Grid(
        levels: Self.levels(
          from: first, on: job.schedule, steps: SearchReference.manySteps))
      job.solver = DPMSolverPP2M(knobs: [:])
    }
    self.job = job
    self.shouldStop = shouldStop
    sampler = Sampler(job)
  }

  /// Where it is, row by row.
  package var state: [Double] { reference?.end ?? sampler.state }

  /// What the rest of a run of many steps has come to.
  package struct Rest {
    /// How often the model had been asked, after each step.
    package var counts: [Int]
    package let end: [Double]

    package init(counts: [Int], end: [Double]) {
      self.counts = counts
      self.end = end
    }
  }

  /// Goes on as another has that began in the same way, without running.
  package mutating func follow(_ rest: Rest) { followed = rest }

  /// Takes a step of the run of many, or the whole of an exact path.
  /// - Returns: whether there is more to do.
  /// - Throws: `PathError` or `SamplingError.notFinite`.
  public mutating func advance() throws -> Bool {
    if job.isExact {
      let end = try ExactPath.solve(job, from: sampler.state, shouldStop: shouldStop)[1]
      finish(end, isExact: true)
    } else if let followed {
      if followed.counts.isEmpty {
        finish(followed.end, isExact: false)
      } else {
        evaluations = self.followed!.counts.removeFirst()
      }
    } else if let record = try sampler.next() {
      evaluations = record.evaluations
    } else {
      finish(sampler.state, isExact: false)
    }
    return reference == nil
  }

  private mutating func finish(_ end: [Double], isExact: Bool) {
    reference = SearchReference(
      end: end, width: job.model.shape.count, isExact: isExact, evaluations: evaluations)
  }

  /// Levels that are dense wherever a path may bend: equal steps of an angle in front of what is
  /// mostly noise, of log sigma/alpha behind it.
  static func levels(
    from first: NoiseLevel, on schedule: any Schedule, steps: Int
  ) -> [NoiseLevel] {
    let low = schedule.level(t: schedule.range.lowerBound).rho
    let stretches = FlowStretch.between(first.rho, low > 0 ? low : 1e-3)
    let rest = steps - 1
    var levels = [first]
    for (index, stretch) in stretches.enumerated() {
      let isLast = index == stretches.count - 1
      let count = isLast ? rest - (levels.count - 1) : rest / 8
      levels += linearlySpaced(stretch.from, stretch.to, count: count + 1).dropFirst().map {
        schedule.level(rho: stretch.coordinate.level($0).rho)
      }
    }
    return levels + [schedule.clean]
  }
}

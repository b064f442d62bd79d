import Glibc
import Tensors

/// The first part of the way in one leap: to a lower level along the flow of the Gaussian with the
/// data's mean m and covariance Σ, which is known in closed form (Wang & Vastola 2024).
///
///     x_s = alpha_s m + sqrt((alpha_s² Σ + sigma_s²) (alpha_T² Σ + sigma_T²)⁻¹) (x_T - alpha_T m)
///
/// Where there is much noise data look like their Gaussian, so that little is lost; how much, the
/// error of the start tells, which is measured against the whole path from the noise on.
public struct Teleport: Start {
  public static let declaration = Declaration(
    "teleport", title: "teleport",
    summary: "skip the first part of the way by a Gaussian fit of the data",
    paper: "Wang & Vastola 2024, The Unreasonable Effectiveness of Gaussian Score Approximation "
      + "for Diffusion Models and its Applications",
    knobs: [
      Knob(
        "sigma", "sigma/alpha that the run begins at, in the middle of the way",
        .real(1e-3...1e6, step: .factor(1.2)), default: .real(10))
    ])

  public let knowledge: StartKnowledge? = .distribution
  private let sigma: Double

  public init(_ knobs: KnobValues) { sigma = knobs.real("sigma") }

  public func level(on schedule: any Schedule) -> NoiseLevel? { schedule.levelWithin(rho: sigma) }
  public func origin(on schedule: any Schedule) -> NoiseLevel? { schedule.noisiest }

  public func learn(
    _ job: SamplingJob, on model: any ExactModel, progress: (Double) throws -> Void
  ) throws -> any SampleMap {
    let T = job.schedule.noisiest, s = job.grid.levels[0]
    var leaps: [Int32: GaussianLeap] = [:]
    let classes = Set(job.classes)
    for wanted in classes {
      try progress(Double(leaps.count) / Double(classes.count))
      leaps[wanted] = GaussianLeap(
        PrincipalAxes(of: model, ofClass: wanted, with: job.kernels), from: T, to: s)
    }
    return MapByClass(
      maps: leaps,
      facts: [
        StartFact(name: "from", summary: "sigma/alpha of the noise", value: T.rho),
        StartFact(name: "to", summary: "sigma/alpha that the run begins at", value: s.rho),
      ])
  }

  public func start(_ run: StepContext, at level: NoiseLevel) -> Slot {
    run.mapped(run.pureNoise())
  }
}

/// The flow of a Gaussian from one level to another.
struct GaussianLeap: RowMap {
  let data: PrincipalAxes
  private let from, to: NoiseLevel
  /// By axis, and along all other directions.
  private let factors: [Double]
  private let rest: Double

  init(_ data: PrincipalAxes, from T: NoiseLevel, to s: NoiseLevel) {
    func factor(_ variance: Double) -> Double {
      let deviation = sqrt(variance)
      return hypot(s.alpha * deviation, s.sigma) / hypot(T.alpha * deviation, T.sigma)
    }
    self.data = data
    from = T
    to = s
    factors = data.variances.map(factor)
    rest = factor(data.rest)
  }

  func apply(_ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>) {
    let width = data.mean.count
    for i in 0..<width {
      y[i] = to.alpha * data.mean[i] + rest * (x[i] - from.alpha * data.mean[i])
    }
    data.axes.withUnsafeBufferPointer { axes in
      for (k, factor) in factors.enumerated() {
        let u = axes[k * width..<(k + 1) * width]
        var along = 0.0
        for i in 0..<width { along += u[u.startIndex + i] * (x[i] - from.alpha * data.mean[i]) }
        let change = (factor - rest) * along
        for i in 0..<width { y[i] += change * u[u.startIndex + i] }
      }
    }
  }
}

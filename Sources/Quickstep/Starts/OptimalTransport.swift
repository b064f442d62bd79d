import Glibc
import Tensors

/// DPM-OT: noise is sent to noisy data at a middle level by a semi-discrete optimal transport map,
/// and only the rest of the way is walked (Li et al. 2023).
///
/// The targets are n samples of the data with noise, y_i = alpha_M x_i + sigma_M eps_i, each of the
/// same weight; `BrenierPotential` says which of them a noise z goes to. Solvers without noise of
/// their own make at most n different samples, unless noise is renewed. The path that a run is
/// compared with begins where the map leads.
public struct OptimalTransport: Start {
  public static let declaration = Declaration(
    "dpm-ot", title: "DPM-OT", summary: "noise is moved to noisy data by optimal transport",
    paper: "Li et al. 2023, DPM-OT: A New Diffusion Probabilistic Model Based on Optimal Transport",
    knobs: [
      Knob(
        "lambda", "M: log alpha/sigma that noise is moved to", .real(-2...3, step: .linear(0.25)),
        default: .real(0.5)),
      Knob("n", "targets of each class", .integer(50...5000), default: .integer(400)),
      Knob(
        "draws", "m/n: draws of noise for each target, at first", .real(2...40, step: .factor(1.2)),
        default: .real(10)),
      Knob(
        "rate", "of learning", .real(1e-3...1, step: .factor(1.2)), default: .real(0.02)),
      Knob("iterations", "most steps of learning", .integer(50...5000), default: .integer(1200)),
      Knob(
        "theta",
        "mixes the two nearest targets where the angle between them, of those met, is not above it",
        .real(0...1, step: .linear(0.05)), default: .real(0)),
      Knob(
        "renew", "by how much less log alpha/sigma the run begins, with fresh noise in between",
        .real(0...2, step: .linear(0.05)), default: .real(0)),
    ])

  /// The knobs with which it learns as little as it may.
  static let quickest: [String: KnobValue] = [
    "n": .integer(50), "draws": .real(2), "iterations": .integer(50),
  ]

  public let knowledge: StartKnowledge? = .drawn
  private let lambda, theta, renewed: Double
  private let n: Int
  private let settings: BrenierPotential.Settings

  public init(_ knobs: KnobValues) {
    lambda = knobs.real("lambda")
    theta = knobs.real("theta")
    renewed = knobs.real("renew")
    n = knobs.integer("n")
    settings = BrenierPotential.Settings(
      draws: knobs.real("draws"), rate: knobs.real("rate"), iterations: knobs.integer("iterations"))
  }

  public func level(on schedule: any Schedule) -> NoiseLevel? {
    schedule.levelWithin(rho: exp(renewed - lambda))
  }

  public func learn(
    _ job: SamplingJob, on model: any ExactModel, progress: (Double) throws -> Void
  ) throws -> any SampleMap {
    let level = middle(below: job.grid.levels[0], on: job.schedule)
    var maps: [Int32: TransportTable] = [:]
    let classes = Set(job.classes)
    for wanted in classes {
      let done = Double(maps.count)
      let targets = targets(of: model, ofClass: wanted, at: level, job)
      let potential = try BrenierPotential(
        learning: targets, dimension: model.shape.count, settings, seed: seed(job),
        with: job.kernels
      ) { try progress((done + $0) / Double(classes.count)) }
      maps[wanted] = TransportTable(
        targets, potential, theta: theta, size: hypot(level.alpha, level.sigma), seed: seed(job),
        with: job.kernels)
    }
    return MapByClass(maps: maps, facts: TransportTable.facts(maps.values))
  }

  public func start(_ run: StepContext, at level: NoiseLevel) -> Slot {
    let y = run.mapped(run.noise(.start))
    guard renewed > 0 else { return y }
    let from = middle(below: level, on: run.schedule)
    let keep = from.alpha > 0 ? level.alpha / from.alpha : 1
    let fresh = level.sigma * level.sigma - keep * keep * from.sigma * from.sigma
    return run.combine((y, keep), (run.noise(.renewal), max(0, fresh).squareRoot()))
  }

  /// M: the level that noise is moved to in front of a run that begins at `first`.
  private func middle(below first: NoiseLevel, on schedule: any Schedule) -> NoiseLevel {
    renewed > 0 && first.alpha > 0 ? schedule.level(rho: first.rho * exp(-renewed)) : first
  }

  /// Samples with noise, at |(alpha, sigma)| = 1.
  private func targets(
    of model: any ExactModel, ofClass wanted: Int32, at level: NoiseLevel, _ job: SamplingJob
  ) -> [Double] {
    let size = hypot(level.alpha, level.sigma)
    let data = model.trueSamples(
      classes: Array(repeating: wanted, count: n), seed: seed(job), with: job.kernels)
    let noise = AlignedBuffer(count: data.count)
    job.kernels.fillNormals(
      noise.mutableValues, samples: 0..<UInt32(n),
      key: NoiseKey(transport: seed(job), step: UInt32.max))
    return data.indices.map { (level.alpha * data[$0] + level.sigma * noise[$0]) / size }
  }

  /// Another seed than that of the true samples which runs are measured with.
  private func seed(_ job: SamplingJob) -> UInt64 { job.noise.seed ^ 0x5EED_0F07 }
}

extension NoiseSource {
  /// Of what is not given; 0 where all of it is.
  fileprivate var seed: UInt64 {
    switch self {
    case .seed(let seed), .started(_, let seed), .torch(let seed): seed
    case .given, .queued: 0
    }
  }
}

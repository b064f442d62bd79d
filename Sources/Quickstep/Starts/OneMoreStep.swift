import Glibc
import Tensors

/// One More Step: in front of the first level, where a little of the data should shine through, a
/// step from pure noise that puts the data's mean there (Hu et al. 2024).
///
///     x_T = alpha_T x̃ + sigma_T eps,   x̃ = u + w (c - u)
///
/// At pure noise the best prediction of the data is their mean: c is that of a class, u that of the
/// whole distribution, as the model has it or as a network psi has learned it, x̃ = -psi(x_S, class). It
/// repairs the mean (the brightness) of samples, not their spread. Where the path begins at alpha = 0
/// there is nothing to repair, and nothing changes. The authors' program multiplies eps by the variance
/// sigma_T² in place of its root; ours is the root.
public struct OneMoreStep: Start {
  private enum Noise: String, CaseIterable { case same, fresh }

  public static let declaration = Declaration(
    "one-more-step", title: "One More Step",
    summary: "noise with the mean of the data in it, as the first level has it",
    paper: "Hu et al. 2024, One More Step: A Versatile Plug-and-Play Module for Rectifying "
      + "Diffusion Schedule Flaws and Enhancing Low-Frequency Controls",
    knobs: [
      Knob(
        "scale", "w: pull towards the class; 1 is its own mean", .real(0...4, step: .linear(0.1)),
        default: .real(1)),
      Knob(
        "class", "whose mean it is, counted from 0; auto is the class of each sample",
        .integer(0...99_999), default: .automatic),
      Knob(
        "noise", "at the first level: the same that the step starts from, or fresh",
        .choice(Noise.allCases.map(\.rawValue)), default: .word(Noise.same.rawValue)),
      Knob(
        "abar", "alpha² of the first level, where alpha² + sigma² = 1; auto is its own",
        .real(5e-4...0.05, step: .factor(1.2)), default: .automatic),
    ])

  public let knowledge: StartKnowledge? = .distribution
  public let companion: CompanionName? = .oneMoreStep
  public let otherClasses: [Int]
  private let w: Double
  private let noise: Noise
  private let abar: Double?

  public init(_ knobs: KnobValues) {
    otherClasses = knobs.optional("class").map { [Int($0)] } ?? []
    w = knobs.real("scale")
    noise = knobs.choice("noise")
    abar = knobs.optional("abar")
  }

  public func learn(
    _ job: SamplingJob, on model: any ExactModel, progress: (Double) throws -> Void
  ) throws -> any SampleMap {
    let classes = Set(job.classes)
    var means: [Int32: [Double]] = [:]
    func mean(_ wanted: Int32) throws -> [Double] {
      try progress(Double(means.count) / Double(classes.count))
      return PrincipalAxes.mean(of: model, ofClass: wanted, with: job.kernels)
    }
    let u = try mean(anyClass)
    for asked in classes {
      let c = try mean(otherClasses.first.map { Int32($0) } ?? asked)
      means[asked] = zip(u, c).map { (1 - w) * $0 + w * $1 }
    }
    return MapByClass(maps: means.mapValues(MeanMap.init), facts: Self.facts(means))
  }

  public func start(_ run: StepContext, at level: NoiseLevel) -> Slot {
    let xS = run.noise(.start)
    let x0 = run.has(.oneMoreStep) ? asked(run, xS) : run.mapped(xS)
    let eps = noise == .same ? xS : run.noise(.renewal)
    let size = hypot(level.alpha, level.sigma)
    let alpha = abar.map { size * $0.squareRoot() } ?? level.alpha
    let sigma = abar.map { size * (1 - $0).squareRoot() } ?? level.sigma
    return run.combine((x0, alpha), (eps, sigma))
  }

  /// -(psi_u + w (psi_c - psi_u)), at the level where alpha is 0.
  private func asked(_ run: StepContext, _ xS: Slot) -> Slot {
    func psi(_ wanted: StepContext.WantedClasses) -> Slot {
      run.ask(.oneMoreStep, [xS], at: .pureNoise, of: wanted)
    }
    let c = psi(otherClasses.first.map { .one($0) } ?? .asked)
    return w == 1 ? run.combine((c, -1)) : run.combine((c, -w), (psi(.none), w - 1))
  }
}

extension OneMoreStep {
  private static func facts(_ means: [Int32: [Double]]) -> [StartFact] {
    // In the order of classes, so that rounding is the same every time.
    let sizes = means.sorted { $0.key < $1.key }.map {
      $0.value.reduce(0, +) / Double(max(1, $0.value.count))
    }
    return [
      StartFact(
        name: "brightness", summary: "mean of what the step puts into the noise",
        value: sizes.reduce(0, +) / Double(max(1, sizes.count)))
    ]
  }
}

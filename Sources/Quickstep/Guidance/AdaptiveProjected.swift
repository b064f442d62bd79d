/// Adaptive projected guidance: D_c + (g - 1) (d⊥ + eta d∥) of the data predictions D, with d∥ the
/// part of the update d along the conditional D_c, and d⊥ the rest (Sadat et al. 2024, section 4).
///
/// The update is d = D_c - D_u + beta d₋₁, with d₋₁ that of the evaluation before; what is longer
/// than the norm r is then scaled down to it, sample by sample. At levels where an output of the
/// model's kind tells nothing of D (noise at alpha = 0, all but data at sigma = 0) it is
/// classifier-free guidance.
public struct AdaptiveProjected: Guidance {
  public static let declaration = Declaration(
    "apg", title: "adaptive projected",
    summary: "classifier-free, with less of the part along the conditional data prediction",
    paper: "Sadat et al. 2024, Eliminating Oversaturation and Artifacts of High Guidance Scales "
      + "in Diffusion Models",
    knobs: [
      .guidanceScale,
      Knob(
        "eta", "share of the part along the conditional prediction",
        .real(0...1, step: .linear(0.05)), default: .real(0)),
      Knob(
        "norm", "longest update of a sample; 0 is no limit", .real(0...1e5, step: .linear(0.5)),
        default: .real(0)),
      Knob(
        "momentum", "weight of the updates before; below 0 it leads away from them",
        .real(-0.95...0.95, step: .linear(0.05)), default: .real(0)),
    ])

  public let needsClass = true
  private let g, eta, r, beta: Double

  public init(_ knobs: KnobValues) {
    g = knobs.real("scale")
    eta = knobs.real("eta")
    r = knobs.real("norm")
    beta = knobs.real("momentum")
  }

  public var followsSteps: Bool { beta != 0 }

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    let (c, u) = run.conditionalAndUnconditional(x, at: level)
    let toData = run.prediction.conversion(to: .data, at: level)
    let k = toData.output
    guard k.isFinite, k != 0 else { return run.combine((u, 1 - g), (c, g)) }
    let d = update(run.combine((c, k), (u, -k)), at: level, run)
    let parallel = run.project(d, onto: run.combine((x, toData.state), (c, k)))
    let w = (g - 1) / k
    return run.combine((c, 1), (d, w), (parallel, (eta - 1) * w))
  }

  private func update(_ difference: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    var d = difference
    if beta != 0 {
      if let before = run.past(.guidances).first { d = run.combine((d, 1), (before.slot, beta)) }
      run.remember(d, at: level, keep: 1, in: .guidances)
    }
    return r > 0 ? run.limit(d, toNorm: r) : d
  }
}

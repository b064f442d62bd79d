/// CFG++: denoises by the guided prediction u + lambda (c - u), and puts noise back by the
/// unconditional one, so that a scale of 0 to 1 is enough (Chung et al. 2024).
///
/// One step of DDIM with it is one with classifier-free guidance of the scale
/// lambda rho / (rho - rho'): it grows as steps become shorter, and follows no flow.
public struct ClassifierFreePlusPlus: Guidance {
  public static let declaration = Declaration(
    "cfg++", title: "CFG++",
    summary: "guide the data prediction alone, and put noise back by the unconditional one",
    paper: "Chung et al. 2024, CFG++: Manifold-constrained Classifier Free Guidance for Diffusion "
      + "Models",
    knobs: [
      Knob(
        "scale", "pull towards the class; 1 denoises by the conditional prediction",
        .real(0...5, step: .linear(0.05)), default: .real(0.6))
    ])

  public let needsClass = true
  public let needsRenoising = true
  public let followsSteps = true
  private let lambda: Double

  public init(_ knobs: KnobValues) { lambda = knobs.real("scale") }

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    evaluateBoth(x, at: level, run).denoising
  }

  public func evaluateBoth(
    _ x: Slot, at level: NoiseLevel, _ run: StepContext
  ) -> (denoising: Slot, renoising: Slot) {
    let (c, u) = run.conditionalAndUnconditional(x, at: level)
    return (run.combine((u, 1 - lambda), (c, lambda)), u)
  }
}

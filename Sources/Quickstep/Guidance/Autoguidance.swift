/// Autoguidance: D_0 + w (D_1 - D_0), away from what a weaker model of the same data predicts for the
/// same class, D_0, with D_1 that of the main model
/// (Karras et al. 2024).
///
/// What both models do badly, the weaker one does worse, so that their difference points to where
/// the main one should have gone.
public struct Autoguidance: Guidance {
  public static let declaration = Declaration(
    "autoguidance", title: "autoguidance",
    summary: "move away from what a weaker model predicts, the guide",
    paper: "Karras et al. 2024, Guiding a Diffusion Model with a Bad Version of Itself",
    knobs: [
      Knob(
        "scale", "push away from the guide; 1 is the model itself",
        .real(-20...100, step: .linear(0.1)), default: .real(2))
    ])

  public let needsClass = false
  public let companions = [CompanionName.guide]
  private let w: Double

  public init(_ knobs: KnobValues) { w = knobs.real("scale") }

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    let main = run.conditional(x, at: level)
    let guide = run.evaluate(.guide, x, at: level)
    run.tellStrength(of: main, against: guide)
    return run.combine((guide, 1 - w), (main, w))
  }
}

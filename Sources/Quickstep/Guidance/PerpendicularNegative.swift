/// Perp-Neg: classifier-free guidance that keeps away from another class too, by the part of its
/// update that does not lie along the pull towards the class asked for (Armandpour et al. 2023).
///
///     u + g (p - w (n - <n, p> / <p, p> p)),   p = c - u,   n = c_n - u
///
/// with the predictions c for the class, c_n for the one to keep away from and u without any.
public struct PerpendicularNegative: Guidance {
  public static let declaration = Declaration(
    "perp-neg", title: "Perp-Neg",
    summary: "classifier-free, and away from another class where that does not hurt the first",
    paper: "Armandpour et al. 2023, Re-imagine the Negative Prompt Algorithm: Transform 2D "
      + "Diffusion into 3D, Alleviate Janus Problem and Beyond",
    knobs: [
      .guidanceScale,
      Knob(
        "negative", "class to keep away from, counted from 0; auto is none", .integer(0...99_999),
        default: .automatic),
      Knob(
        "weight", "of the class to keep away from", .real(0...100, step: .linear(0.1)),
        default: .real(1)),
    ])

  public let needsClass = true
  public let otherClasses: [Int]
  private let g, weight: Double

  public init(_ knobs: KnobValues) {
    g = knobs.real("scale")
    weight = knobs.real("weight")
    otherClasses = knobs.optional("negative").map { [Int($0)] } ?? []
  }

  public func evaluate(_ x: Slot, at level: NoiseLevel, _ run: StepContext) -> Slot {
    let (c, u) = run.conditionalAndUnconditional(x, at: level)
    var terms = [(u, 1 - g), (c, g)]
    for other in otherClasses {
      let n = run.combine((run.prediction(for: other, x, at: level), 1), (u, -1))
      let along = run.project(n, onto: run.combine((c, 1), (u, -1)))
      terms += [(n, -g * weight), (along, g * weight)]
    }
    return run.combine(terms)
  }
}

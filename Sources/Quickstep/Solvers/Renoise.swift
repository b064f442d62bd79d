/// Predicts the data and adds fresh noise of the next level: x' = alpha' D + sigma' z
/// (Song et al. 2023, Consistency Models, algorithm 1; on rectified flow, stochastic flow sampling).
public struct Renoise: Solver {
  public static let declaration = Declaration(
    "renoise", title: "renoise", group: .renoising,
    summary: "predict the data, then add fresh noise; for short runs",
    paper: "Song et al. 2023, Consistency Models, algorithm 1", knobs: [.noiseScale])

  public let order: Double? = nil
  private let noiseScale: Double

  public init(_ knobs: KnobValues) { noiseScale = knobs.real("s-noise") }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let D = run.evaluate(run.state, at: s, as: .data)
    run.order = 1
    guard t.sigma > 0 else { return run.advance((D, t.alpha)) }
    run.advance((D, t.alpha), (run.noise(), t.sigma * noiseScale))
  }
}

import Experiments
import Quickstep

/// Compares every step of a run with the region in which its solver is stable.
struct StabilityWatch {
  /// What there is to say of one step.
  struct Look {
    let preview: Preview
    /// Why errors grow; empty where they do not.
    let warnings: [String]
    let details: [RunDetail]
  }

  /// Samples that are looked at.
  static let samples = 8

  private let solver: any Solver
  private let name: String
  private let rates: GuidedRates?
  private let width: Int
  /// Of a step about as long as the last one.
  private var region: StabilityRegion

  /// - Returns: `nil` where steps of the solver have no coefficients of their own.
  init?(_ job: SamplingJob, named solver: Choice) {
    guard let region = try? StabilityRegion(job.solver, step: 0.5) else { return nil }
    self.solver = job.solver
    name = solvers.text(solver)
    rates = GuidedRates(job)
    width = job.model.shape.count
    self.region = region
  }

  /// Where there is nothing to see, and why.
  static func nothing(_ reason: String) -> Preview {
    .points(Points([], dimensions: 2, box: box, caption: reason))
  }

  private static let box = PlaneBox(x: -3...1, y: -1.8...1.8)

  /// - Parameters:
  ///   - states: rows of samples before the step; not used where the model is no exact one.
  ///   - step: its number, from 1.
  mutating func look(
    at states: [Double], from s: NoiseLevel, to t: NoiseLevel, step: Int
  ) -> Look? {
    let h = t.lambda - s.lambda
    guard h.isFinite, h > 0, s.alpha > 0, s.sigma > 0 else {
      return Look(
        preview: Self.nothing("This step has no finite length in log alpha/sigma."), warnings: [],
        details: [])
    }
    let few = Array(states.prefix(Self.samples * width))
    let marks = rates?.rates(at: few, s).joined().map { h * $0 } ?? []
    var rows = [RunDetail.Row(name: "h", value: h)]
    var warnings: [String] = []
    if let (z, growth) = worst(of: marks, h) {
      rows += [
        RunDetail.Row(name: "Re z", value: z.real), RunDetail.Row(name: "growth", value: growth),
      ]
      // The first steps are taken by formulas of fewer terms.
      if growth > 1 + 1e-9, step > region.memory { warnings = [warning(step, z, growth)] }
    }
    return Look(
      preview: preview(h, marks), warnings: warnings,
      details: [RunDetail(heading: "stability, z = h mu", rows: rows)])
  }

  /// Of the marks whose errors the flow shrinks most, the one whose errors the solver shrinks least.
  private mutating func worst(of marks: [Complex], _ h: Double) -> (z: Complex, growth: Double)? {
    let shrinking = marks.filter { $0.real < -Self.harmless }.sorted { $0.real < $1.real }.prefix(4)
    guard !shrinking.isEmpty else { return nil }
    func worst() -> (z: Complex, growth: Double)? {
      shrinking.map { ($0, region.amplification($0, squarings: 14)) }.max { $0.1 < $1.1 }
    }
    // A region of nearly the same step tells where one has to look closely.
    if abs(region.step - h) > Self.tolerance * h { take(h) }
    guard let first = worst() else { return nil }
    guard first.growth > 0.9 else { return first }
    take(h)
    return worst().map { ($0.z, region.amplification($0.z)) }
  }

  private static let tolerance = 0.05
  /// Every solver bears as much: that of five terms, 0.163, is the shortest known.
  private static let harmless = 0.15

  private mutating func take(_ h: Double) {
    if region.step != h { region = (try? StabilityRegion(solver, step: h)) ?? region }
  }

  private func warning(_ step: Int, _ z: Complex, _ growth: Double) -> String {
    let limit = region.negativeLimit().map { ", stable down to \(brief(-$0))" } ?? ""
    return "Step \(step) is unstable: errors that the flow shrinks grow by \(format(growth)) in it "
      + "(z = \(brief(z.real))\(limit)). Take more steps, or less guidance."
  }

  private func preview(_ h: Double, _ marks: [Complex]) -> Preview {
    .points(
      Points(
        marks.flatMap { [$0.real, $0.imaginary] }, dimensions: 2,
        field: Field(of: "stability", at: "\(name), h \(h)", x: -6...3, y: -4.5...4.5) {
          [solver] points in
          (try? StabilityRegion(solver, step: h))?.shading(points)
            ?? Array(repeating: 0, count: points.count / 2)
        },
        box: Self.box,
        caption: "z = h mu, h \(brief(h)); bright: errors shrink"
          + (marks.isEmpty ? "" : "; dots: samples")))
  }
}

extension StabilityRegion {
  /// For rows of z how much errors shrink: 1 where at once, 0 where they grow.
  package func shading(_ points: [Double]) -> [Double] {
    stride(from: 0, to: points.count - 1, by: 2).map { index in
      let growth = amplification(Complex(points[index], points[index + 1]), squarings: 10)
      return growth <= 1.001 ? 0.3 + 0.7 * max(0, 1 - growth) : 0
    }
  }
}

import Experiments
import Glibc
import Quickstep
import Tensors
import Testing

/// The formula that every step tells.
@Suite struct EquationTests {
  private func records(_ solver: String, steps: Int = 8) throws -> [StepRecord] {
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    let plan = Plan(
      schedule: Choice("edm"), grid: Choice("karras"), solver: try solvers.choice(solver),
      steps: steps, batch: 2)
    var sampler = Sampler(try plan.job(model: OneModel(), with: kernels))
    var records: [StepRecord] = []
    while let record = try sampler.next() { records.append(record) }
    return records
  }

  private func symbols(_ solver: String, _ step: Int) throws -> [String] {
    try records(solver)[step - 1].coefficients.map(\.name)
  }

  @Test func termsAreWhatTheStepKnew() throws {
    for (solver, step, expected) in [
      ("dpm++2m", 1, ["x", "D"]), ("dpm++2m", 3, ["x", "D", "D₋₁"]), ("heun", 2, ["x", "ε", "ε₂"]),
      ("plms", 4, ["x", "ε", "ε₋₁", "ε₋₂", "ε₋₃"]), ("ghvb:order=1.8", 4, ["x", "ε", "v₋₁"]),
    ] {
      let found = try symbols(solver, step)
      #expect(found == expected, "\(solver)")
    }
  }

  @Test func meaningsSayWhen() throws {
    let terms = try records("dpm++2m")[2].coefficients
    #expect(terms.map(\.meaning)[0] == "state before the step")
    #expect(terms.map(\.meaning)[1].hasPrefix("data prediction at σ "))
    #expect(terms.map(\.meaning)[2].hasPrefix("data prediction of the step before at σ "))
  }

  /// A state that every prediction agrees with stays where it is: x and D share a weight of 1, and
  /// noise predictions are 0.
  @Test func weightsOfStatesAndDataSumToOne() throws {
    for declaration in solvers.declarations {
      guard let choice = try? Choice(declaration.name).audited(),
        let solver = try? solvers.make(choice), solver.order != nil, !solver.needsStatistics,
        !solver.needsVariance
      else { continue }
      for record in try records(solvers.text(choice)) {
        let terms = record.coefficients
        guard !terms.contains(where: { ["·", "u"].contains($0.name.prefix(1)) }) else { continue }
        let weight = terms.filter { "xD".contains($0.name.prefix(1)) }.reduce(0) { $0 + $1.value }
        #expect(abs(weight - 1) <= 1e-9, "\(declaration.name) step \(record.step): \(terms)")
      }
    }
  }

  @Test func longFormulasAreBrokenBeforeASign() {
    let equation = RunEquation(
      "x'",
      terms: [
        .init("x", meaning: "", coefficient: 0.4123), .init("D", meaning: "", coefficient: 0.823),
        .init("D₋₁", meaning: "", coefficient: -0.235),
      ])
    #expect(equation.text == "x' = 0.412 x + 0.823 D - 0.235 D₋₁")
    #expect(
      equation.lines(width: 22) == ["x' = 0.412 x + 0.823 D", "   - 0.235 D₋₁"])
    #expect(
      equation.lines(width: 14) == ["x' = 0.412 x", "   + 0.823 D", "   - 0.235 D₋₁"])
  }

  @Test func axesOfKnownPaths() {
    let straight = TrajectoryAxes((0...10).map { [3 * Double($0), 4 * Double($0), 1] })
    #expect(straight.count == 1 && abs(straight.explained[0] - 1) <= 1e-12)
    #expect(straight.turning <= 1e-7 && abs((straight.detour ?? 0) - 1) <= 1e-12)
    #expect(abs(straight.coordinates(of: [30, 40, 1])[0] - 25) <= 1e-9)
    let steps = 40
    let circle = TrajectoryAxes(
      (0...steps).map { step in
        let angle = .pi / 2 * Double(step) / Double(steps)
        return [cos(angle), sin(angle), 0, 5]
      })
    #expect(circle.count == 2 && abs(circle.explained.reduce(0, +) - 1) <= 1e-12)
    #expect(abs(circle.turning - .pi / 2 * Double(steps - 1) / Double(steps)) <= 1e-9)
  }
}

/// D = x/alpha: there is no noise in anything.
private final class OneModel: Denoiser {
  let shape = SampleShape.point(dimensions: 1)
  let prediction = Prediction.data
  let classNames: [String] = []

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    kernels.combine(into: output.mutableValues, [(1 / level.alpha, x.values)])
  }
}

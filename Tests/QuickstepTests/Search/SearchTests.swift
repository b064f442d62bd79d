import Tensors
import Testing

@testable import Quickstep

@Suite struct SearchTests {
  private static func plan(_ solver: String, batch: Int = 128) -> Plan {
    Plan(
      schedule: Choice("edm"), grid: Choice("karras"), solver: try! solvers.choice(solver),
      steps: 5, seed: 1, batch: batch)
  }

  /// With 5 evaluations the error is at most 0.6 times that of the best grid without a search, on
  /// noises that the search has not seen.
  @Test(arguments: ["dpm++2m", "unipc:order=3"])
  func searchedLevelsAreBetter(solver: String) throws {
    let context = try Searching.context(Self.plan(solver), on: Searching.gentleRing)
    try Searching.search(Choice("coordinate"), context)
    let plans = [try #require(context.best).plan, try #require(context.bestHandMade).plan]
    let errors = try Searching.errors(of: plans, seed: 2, on: Searching.gentleRing)
    #expect(errors[0] <= 0.6 * errors[1], "\(errors)")
  }

  /// Every method lists levels that fall, as many as the plan has, and counts what it spends.
  @Test(arguments: [
    "coordinate", "gits", "boss", "evolution:generations=1", "ld3", "s4s:teacher=60",
  ])
  func levelsAreListed(method: String) throws {
    for schedule in ["edm", "vp-linear", "flow"] {
      var plan = Self.plan("dpm++2m", batch: 8)
      plan.schedule = Choice(schedule)
      plan.grid = Choice(schedule == "edm" ? "karras" : "trailing")
      let context = try Searching.context(plan, on: GaussianMixture.ring8())
      try Searching.search(try searches.choice(method), context)
      let best = try #require(context.best)
      let sigmas = try context.levels(of: best.plan).map(\.rho)
      #expect(sigmas.count == 6 && zip(sigmas, sigmas.dropFirst()).allSatisfy { $0 > $1 })
      #expect(best.error.isFinite && best.evaluations == 5)
      #expect(try Plan(runLine: best.plan.runLine) == best.plan)
      #expect(context.bench.evaluations % 5 == 0)
    }
  }

  /// A run of many steps stands for the exact path where there is none.
  @Test(arguments: ["edm", "vp-linear", "flow"])
  func manyStepsComeToTheExactEnd(schedule: String) throws {
    var plan = Self.plan("dpm++2m", batch: 32)
    plan.schedule = Choice(schedule)
    if schedule == "flow" { plan.grid = Choice("trailing") }
    let model = Searching.gentleRing
    let exact = try SearchBench(plan, model: model, with: Searching.kernels).reference
    let many = try SearchBench(plan, model: Veiled(model), with: Searching.kernels).reference
    #expect(exact.isExact && !many.isExact)
    #expect(exact.error(of: many.end) < 0.005)
  }

  @Test func whatIsCancelledStops() throws {
    let plan = Self.plan("euler", batch: 8)
    #expect(throws: (any Error).self) {
      try SearchBench(
        plan, model: GaussianMixture.ring8(), with: Searching.kernels, isCancelled: { true })
    }
  }
}

/// A model whose distribution nobody knows.
private final class Veiled: Denoiser {
  private let base: any Denoiser

  init(_ base: any Denoiser) { self.base = base }

  var shape: SampleShape { base.shape }
  var prediction: Prediction { base.prediction }
  var classNames: [String] { base.classNames }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
  }
}

import Testing

@testable import Quickstep

@Suite struct FewestTests {
  private static let plan = Plan(
    schedule: Choice("edm"), grid: Choice("karras"), solver: Choice("euler"), seed: 5, batch: 32)
  private static let few = Rivals(
    solvers: [Choice("euler"), Choice("heun"), Choice("dpm++2m"), Choice("unipc")],
    grids: [Choice("karras"), Choice("uniform-lambda"), Choice("trailing")], tolerance: 0.2)

  /// On eight modes, beside every pair with every number of steps.
  @Test func theFewestOfAllAreFound() throws {
    let model = GaussianMixture.ring8()
    let context = try Searching.context(Self.plan, on: model, rivals: Self.few)
    try Searching.search(Choice("fewest"), context, comparing: false)
    let table = try #require(context.fewest)
    let bench = try SearchBench(Self.plan, model: model, with: Searching.kernels)
    var needs: [[Choice]: Int] = [:]
    for solver in Self.few.solvers {
      for grid in Self.few.grids {
        for steps in 1...40 {
          var plan = Self.plan
          (plan.solver, plan.grid, plan.steps) = (solver, grid, steps)
          let trial = try bench.trial(plan)
          guard trial.error <= Self.few.tolerance else { continue }
          needs[[solver, grid]] = trial.evaluations
          break
        }
      }
    }
    let fewest = try #require(needs.values.min())
    let winner = try #require(table.winner)
    #expect(winner.trial.evaluations == fewest)
    #expect(
      Set(table.rows.filter(\.isNearEnough).map { [$0.trial.plan.solver, $0.trial.plan.grid] })
        == Set(needs.filter { $0.value == fewest }.keys))
    #expect(table.own == needs[[Choice("euler"), Choice("karras")]].map { .evaluations($0) })
    #expect(table.rows.allSatisfy { $0.trial.evaluations <= fewest })
  }

  @Test func namesAreReadWithTheirKnobs() throws {
    let solvers = try Rivals.solvers("unipc:order=3,variant=bh2,heun,dpm++2m")
    #expect(
      solvers == [
        Choice("unipc", ["order": .integer(3), "variant": .word("bh2")]), Choice("heun"),
        Choice("dpm++2m"),
      ])
    #expect(try Rivals.grids("karras:rho=5,trailing").map(\.name) == ["karras", "trailing"])
    #expect(throws: SearchError.drawsNoise(solver: "ddpm")) { try Rivals.solvers("ddpm") }
    #expect(throws: DeclarationError.self) { try Rivals.grids("karras,") }
    #expect(Rivals.usualSolvers.contains(Choice("unipc")))
    #expect(!Rivals.usualGrids.contains(Choice("list")))
  }

  @Test func theSentenceSaysWhatIsWon() throws {
    let context = try Searching.context(
      Self.plan, on: GaussianMixture.ring8(), rivals: Self.few)
    try Searching.search(Choice("fewest"), context, comparing: false)
    let table = try #require(context.fewest)
    let sentence = table.sentence
    #expect(sentence.contains(" needs \(table.winner!.trial.evaluations) evaluation"))
    #expect(sentence.contains("for 20 %; your plan needs "))
  }
}

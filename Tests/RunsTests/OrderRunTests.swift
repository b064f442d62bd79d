import Experiments
import Quickstep
import Runs
import Tensors
import Testing

/// A convergence study as a run.
@Suite struct OrderRunTests {
  private let family = OrderFamily(ModelLibrary())

  private func plan(_ words: [String: String]) throws -> OrderPlan {
    var plan = OrderPlan()
    for (word, text) in words { try plan.set(word, text) }
    return plan
  }

  /// The run and the study of the same plan have the same numbers.
  @Test func aRecordIsToldForEachNumberOfSteps() throws {
    let plan = try plan(["solver": "heun", "batch": "8", "steps": "64"])
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    var run = try family.begin(plan, with: Equipment(kernels))
    var records: [RunRecord] = []
    while let record = try run.next() { records.append(record) }
    let study = try ConvergenceStudy(
      plan.plan, model: ModelLibrary().model(plan.plan.model), stepCounts: [4, 8, 16, 32, 64],
      with: kernels)
    let error = try #require(run.outline.index(of: "error"))
    #expect(records.dropFirst().map { $0.values[error] } == study.rows.map(\.error))
    #expect(records.last?.spent == study.rows.reduce(0) { $0 + $1.evaluations })
    let finding = try #require(run.finding())
    #expect(finding.text == study.verdict(declared: 2) && finding.text.hasSuffix("as declared."))
    guard case .decades(let curves) = run.previews(most: 1)[0] else {
      Issue.record("no curves")
      return
    }
    #expect(curves.map(\.name) == ["error", "declared order 2"])
    #expect(curves[0].points.map(\.x) == [4, 8, 16, 32, 64])
    // From the first error on, a quarter for twice the steps.
    #expect(abs(curves[1].points[4].y * 256 / curves[0].points[0].y - 1) < 1e-12)
  }

  @Test func fewStepsAreStillAStudy() throws {
    #expect(try plan(["steps": "3"]).stepCounts == [1, 3])
    #expect(try plan(["steps": "1"]).stepCounts == [1])
    #expect(try plan([:]).stepCounts == [20, 40, 80, 160, 320])
  }

  @Test(arguments: [
    ("solver", "ddpm", Role.solver), ("grid", "list", .steps),
  ]) func whatHasNoOrderSaysWhy(word: String, text: String, role: Role) throws {
    let plan = try plan([word: text])
    let card = try #require(family.cards.first { $0.name == "gmm2d" })
    #expect(family.forecast(plan, card).problem?.role == role)
  }

  @Test func aPlanOfSamplingHasAStudy() throws {
    let sampling = SamplingFamily(ModelLibrary())
    var plan = Plan(model: Choice("moons"), solver: Choice("unipc"))
    let study = try #require(sampling.order(of: plan))
    #expect(study.family == "order")
    #expect(OrderPlan(study).plan.grid == plan.grid && OrderPlan(study).plan.steps == 320)
    plan.grid = Choice("list")
    let usual = try #require(sampling.order(of: plan))
    #expect(OrderPlan(usual).plan.grid == OrderPlan().plan.grid)
    plan.solver = Choice("ddpm")
    #expect(sampling.order(of: plan) == nil)
  }
}

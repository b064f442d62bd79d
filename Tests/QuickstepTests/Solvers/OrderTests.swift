import Quickstep
import Tensors
import Testing

/// Every solver converges with the order that it declares.
@Suite struct OrderTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  @Test(arguments: solverChoices)
  func observedOrderIsTheDeclaredOne(choice: Choice) throws {
    let choice = try choice.audited()
    guard let declared = try solvers.make(choice).order else { return }
    let study = try ConvergenceStudy(
      Plan(
        schedule: Choice("vp-linear"), grid: Choice("uniform-lambda", ["end": .word("min")]),
        solver: choice, batch: 64), model: gentleMixture, stepCounts: [40, 80, 160, 320],
      with: kernels)
    let observed = try #require(study.rows.last?.order)
    #expect(observed > declared - 0.35, "\(solvers.text(choice)): \(study.rows)")
  }
}

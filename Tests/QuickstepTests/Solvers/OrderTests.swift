import Quickstep
import Tensors
import Testing

/// Every solver converges with the order that it declares.
@Suite struct OrderTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// Orders that several knobs make together.
  private static let highOrders = [2, 3].map { derivatives in
    Choice(
      "stork",
      [
        "order": .word("4"), "derivatives": .integer(derivatives),
        "warm-up": .word("runge-kutta"),
      ])
  }

  @Test(arguments: solverChoices + highOrders)
  func observedOrderIsTheDeclaredOne(choice: Choice) throws {
    let choice = try choice.audited()
    guard let declared = try solvers.make(choice).order else { return }
    let plan = Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-lambda", ["end": .word("min")]),
      solver: choice, batch: 64)
    func study(_ stepCounts: [Int]) throws -> ConvergenceStudy {
      try ConvergenceStudy(plan, model: gentleMixture, stepCounts: stepCounts, with: kernels)
    }
    func isReached(_ study: ConvergenceStudy) throws -> Bool {
      try #require(study.rows.last?.order) > declared - 0.25
    }
    var rows = try study([40, 80, 160, 320])
    // An order is a limit: where an error has passed through zero it comes a doubling later. Of high
    // orders long runs see rounding alone.
    if try !isReached(rows) {
      let error = try #require(rows.rows.last?.error)
      rows = try study(error < 1e-9 ? [10, 20, 40] : [320, 640])
    }
    #expect(try isReached(rows), "\(solvers.text(choice)): \(rows.rows)")
  }
}

import Glibc
import Testing

@testable import Quickstep

@Suite struct LearningTests {
  private static func plan(_ solver: String, batch: Int = 128) -> Plan {
    Plan(
      schedule: Choice("edm"), grid: Choice("karras"), solver: try! solvers.choice(solver),
      steps: 5, seed: 1, batch: batch)
  }

  /// Walks down a bent valley, with a parameter that changes nothing.
  @Test func theLeastSumIsFound() {
    var descent = LeastSquares([-1.2, 1, 3])
    var asked = 0
    while let p = descent.place, asked < 400 {
      asked += 1
      _ = descent.take([10 * (p[1] - p[0] * p[0]), 1 - p[0]])
    }
    #expect(descent.cost < 1e-20 && asked < 400)
    #expect(abs(descent.theta[0] - 1) < 1e-9 && abs(descent.theta[1] - 1) < 1e-9)
    #expect(descent.theta[2] == 3)
  }

  /// Where there is nothing, it turns back.
  @Test func placesWithoutResidualsAreLeft() {
    var descent = LeastSquares([4])
    var asked = 0
    while let p = descent.place, asked < 400 {
      asked += 1
      _ = descent.take(p[0] > 0.5 ? [p[0] - 0.25] : [])
    }
    #expect(descent.theta[0] > 0.5 && descent.theta[0] < 4 && asked < 400)
  }

  @Test(arguments: ["edm", "vp-linear", "flow"])
  func levelsComeBackFromTheirShares(schedule: String) throws {
    var plan = Self.plan("euler")
    plan.schedule = Choice(schedule)
    plan.grid = Choice(schedule == "edm" ? "karras" : "trailing")
    let made = try plan.makeGrid(nil)
    let shares = LevelShares(made.grid.levels)
    let levels = try #require(shares.levels(shares.theta, on: made.schedule))
    for (a, b) in zip(made.grid.levels, levels) {
      #expect(a.rho == b.rho || abs(a.rho / b.rho - 1) < 1e-9)
    }
    #expect(shares.levels([0, 50, 0, 0, 0], on: made.schedule) == nil)
  }

  /// No level with noise is below the cleanest of the schedule.
  @Test func levelsStayOnTheSchedule() throws {
    let schedule = EDM(knobs: [:])
    let low = schedule.level(t: schedule.range.lowerBound).rho
    let levels = [80, 4, 0.01, 0].map { schedule.level(rho: $0) }
    let shares = LevelShares(levels)
    let shared = try #require(shares.levels(shares.theta.dropLast() + [-50], on: schedule))
    #expect(abs(shared[2].rho / low - 1) < 1e-9)
    var moves = LevelMoves(levels, move: 0.8, least: 0.1)
    while let moved = moves.next(on: schedule) {
      if moved[2].lambda > moves.levels[2].lambda { moves.take(moved) } else { moves.turn() }
    }
    #expect((1 - 1e-9..<1.2).contains(moves.levels[2].rho / low))
  }

  /// With 5 evaluations, on noises that nobody has seen, beside the best grid without a search.
  @Test(arguments: [
    ("ld3", "dpm++2m", 0.2), ("ld3", "unipc:order=3", 0.25), ("s4s", "dpm++2m", 0.1),
    ("s4s:match=end", "dpm++2m", 0.1), ("s4s:past=1", "dpm++2m", 0.25), ("s4s", "euler", 0.05),
  ])
  func eightModesAreReachedBetter(method: String, solver: String, most: Double) throws {
    let context = try Searching.context(Self.plan(solver), on: Searching.gentleRing)
    try Searching.search(try searches.choice(method), context)
    let plans = [try #require(context.best).plan, try #require(context.bestHandMade).plan]
    let errors = try Searching.errors(of: plans, seed: 2, on: Searching.gentleRing)
    #expect(errors[0] <= most * errors[1], "\(errors)")
  }

  /// Levels that the model is told are learned beside those of the state.
  @Test func toldLevelsAreLearnedApart() throws {
    let context = try Searching.context(Self.plan("dpm++2m"), on: Searching.gentleRing)
    try Searching.search(try searches.choice("ld3:told=apart"), context)
    let plans = [try #require(context.best).plan, try #require(context.bestHandMade).plan]
    let errors = try Searching.errors(of: plans, seed: 2, on: Searching.gentleRing)
    #expect(errors[0] <= 0.4 * errors[1], "\(errors)")
    #expect(try Plan(runLine: plans[0].runLine) == plans[0])
    let job = try plans[0].job(model: Searching.gentleRing, with: Searching.kernels)
    #expect(job.grid.steps.contains { $0.told != nil && $0.told != $0.from })
  }

  /// Weights for levels that stay as they are.
  @Test(arguments: ["path", "end"], ["data", "noise"])
  func givenLevelsStay(match: String, prediction: String) throws {
    let context = try Searching.context(Self.plan("euler"), on: Searching.gentleRing)
    let method = "s4s:levels=given,from=grid,match=\(match),prediction=\(prediction)"
    try Searching.search(try searches.choice(method), context)
    let best = try #require(context.best)
    let own = try #require(context.handMade.first)
    let levels = try context.levels(of: own.plan)
    for (a, b) in zip(try context.levels(of: best.plan), levels) {
      #expect(a.rho == b.rho || abs(a.rho / b.rho - 1) < 1e-4)
    }
    #expect(best.error < own.error)
  }

  @Test func seedsRepeat() throws {
    let bests = try (0..<2).map { _ in
      let context = try Searching.context(Self.plan("euler", batch: 16), on: Searching.gentleRing)
      try Searching.search(Choice("s4s"), context)
      return context.best
    }
    #expect(bests[0] == bests[1] && bests[0] != nil)
  }

  /// A step has nothing to learn from, a single sample nobody who judges.
  @Test(arguments: [(1, 8), (2, 1), (3, 2)])
  func littleIsEnough(steps: Int, batch: Int) throws {
    for method in ["ld3", "s4s", "s4s:levels=given", "s4s:match=end", "s4s:prediction=noise"] {
      var plan = Self.plan("euler", batch: batch)
      plan.steps = steps
      let context = try Searching.context(plan, on: Searching.gentleRing)
      try Searching.search(try searches.choice(method), context)
      #expect(context.best?.error.isFinite == true)
    }
  }
}

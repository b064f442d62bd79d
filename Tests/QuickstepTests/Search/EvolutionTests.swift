import Testing

@testable import Quickstep

@Suite struct EvolutionTests {
  private static func plan(_ steps: Int, batch: Int) -> Plan {
    Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice("euler"),
      steps: steps, seed: 3, batch: batch)
  }

  /// Half the error of equal steps at most, on noises that the search has not seen.
  @Test(arguments: [4, 6]) func equalStepsAreBeatenByHalf(steps: Int) throws {
    let plan = Self.plan(steps, batch: 100)
    let context = try Searching.context(plan, on: GaussianMixture.ring8())
    let errors = try Searching.search(
      Choice("evolution", ["generations": .integer(6)]), context, comparing: false)
    #expect(errors == errors.sorted(by: >))
    let best = try #require(context.best)
    let fresh = try Searching.errors(of: [best.plan, plan], seed: 4, on: GaussianMixture.ring8())
    #expect(fresh[0] <= fresh[1] / 2, "\(fresh)")
  }

  /// 220 sets of 3 of 12 levels.
  @Test func theBestOfAllSetsIsFound() throws {
    let context = try Searching.context(Self.plan(3, batch: 16), on: GaussianMixture.ring8())
    try Searching.search(
      Choice("evolution", ["fine": .integer(12), "generations": .integer(12)]), context,
      comparing: false)
    let other = try Searching.context(Self.plan(3, batch: 16), on: GaussianMixture.ring8())
    let levels = try other.levels(steps: 12)
    for set in choices(of: 3, from: 0..<12) {
      try other.error(along: (set + [12]).map { levels[$0] })
    }
    #expect(context.best == other.best)
  }

  @Test func seedsRepeat() throws {
    let bests = try (0..<2).map { _ in
      let context = try Searching.context(Self.plan(4, batch: 8), on: GaussianMixture.ring8())
      try Searching.search(
        Choice("evolution", ["generations": .integer(2)]), context, comparing: false)
      return context.best
    }
    #expect(bests[0] == bests[1] && bests[0] != nil)
  }
}

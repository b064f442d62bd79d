import Testing

@testable import Quickstep

/// Evolution over steps and parts of a network together.
@Suite struct LeavingOutTests {
  private static let plan = Plan(
    schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice("euler"), steps: 4,
    seed: 3, batch: 32)

  private static func searched(
    skip: Double, on model: BlockModel
  ) throws -> (context: SearchContext, errors: [Double]) {
    let context = try Searching.context(plan, on: model)
    let errors = try Searching.search(
      Choice(
        "evolution", ["generations": .integer(20), "skip": .real(skip), "population": .integer(40)]),
      context, comparing: false)
    return (context, errors)
  }

  /// No more parts are computed than in the plan's steps, and the error is no worse than with other
  /// steps alone, also on noises that the search has not seen: parts that matter little pay for
  /// more steps.
  @Test func partsPayForSteps() throws {
    let ratios = try ([1, 2, 6] as [UInt64]).map { seed in
      let model = BlockModel(seed: seed)
      let steps = try #require(Self.searched(skip: 0, on: model).context.best)
      let (both, errors) = try Self.searched(skip: 0.5, on: model)
      #expect(errors == errors.sorted(by: >))
      let best = try #require(both.best)
      #expect(steps.plan.skip == Skips.none && best.error <= steps.error)
      let sets = try best.plan.skips().sets(steps: best.steps, of: model.parts)
      #expect(sets.reduce(0) { $0 + 6 - $1.count } <= 24 && sets.allSatisfy { $0.count <= 3 })
      #expect(try Plan(runLine: best.plan.runLine) == best.plan)
      let picture = try #require(both.picture)
      #expect(picture.rows.count == 6 && picture.rows.allSatisfy { $0.count == best.steps })
      #expect(picture.rows.joined().allSatisfy { (0...1).contains($0) })
      let fresh = try Searching.errors(of: [best.plan, steps.plan], seed: 9, on: model)
      return fresh[0] / fresh[1]
    }
    #expect(ratios.sorted()[1] <= 0.95, "\(ratios)")
  }

  @Test func waysKeepToTheirBudget() {
    var random = SplitMix(state: 1)
    let budget = PartBudget(S: 3, L: 10, cap: 2)
    #expect(budget.longest == 3 && PartBudget(S: 4, L: 6, cap: 2).longest == 6)
    for count in 1...9 {
      let way = budget.fitted(EvolvedWay(levels: Array(0..<count)), &random)
      #expect(way.genes.reduce(0) { $0 + 10 - $1.without.count } <= 30)
      #expect(way.genes.allSatisfy { Set($0.without).count == $0.without.count })
      #expect(way.genes.allSatisfy { $0.without.count <= 2 } && way.genes.count == min(count, 3))
    }
    // Whatever nobody may leave out stays as it is.
    let way = EvolvedWay(levels: [4, 2, 7])
    #expect(PartBudget(S: 3, L: 0).fitted(way, &random) == way && way.levels == [2, 4, 7])
  }

  @Test func whatCannotBeLeftOutIsSaid() throws {
    let mixture = try Searching.context(Self.plan, on: GaussianMixture.ring8())
    let parts = try Searching.context(Self.plan, on: BlockModel())
    for (context, count) in [(mixture, 0), (parts, 6)] {
      #expect(
        throws: SearchError.nothingToLeaveOut(model: "digits", parts: count, share: 0.1)
      ) {
        try Searching.search(
          Choice("evolution", ["skip": .real(0.1)]), context, comparing: false)
      }
    }
  }
}

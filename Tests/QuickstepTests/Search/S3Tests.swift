import Tensors
import Testing

@testable import Quickstep

@Suite struct S3Tests {
  private static func plan(_ steps: Int, seed: UInt64 = 1, batch: Int = 128) -> Plan {
    Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice("dpm++2m"),
      steps: steps, seed: seed, batch: batch)
  }

  /// With 5 evaluations the error is at most 0.9 times that of the best plan without a search, on
  /// noises that the search has not seen, and Kendall's tau of the predictor is 0.4 at least; both on
  /// average over three seeds.
  @Test func schedulesAreBetterThanPlansMadeByHand() throws {
    var ratios: [Double] = [], agreements: [Double] = []
    for seed in 1...3 {
      let context = try Searching.context(
        Self.plan(5, seed: UInt64(seed)), on: GaussianMixture.ring8())
      while try context.compareHandMade() {}
      var search = try searches.make(try searches.choice("s3:stages=3,trials=40"))
      var last: Double?
      while try search.step(context) {
        if let new = context.agreement, new != last {
          agreements.append(new)
          last = new
        }
      }
      let best = try #require(context.best), hand = try #require(context.bestHandMade)
      #expect(best.error <= hand.error && best.evaluations == 5)
      let fresh = try Searching.errors(
        of: [best.plan, hand.plan], seed: 100, on: GaussianMixture.ring8())
      ratios.append(fresh[0] / fresh[1])
    }
    #expect(mean(ratios) <= 0.9, "\(ratios)")
    #expect(mean(agreements) >= 0.4, "\(agreements)")
  }

  /// Without the predictor too, and with few or many evaluations, on every kind of path.
  @Test(arguments: ["edm", "vp-linear", "flow"], [1, 4, 8])
  func schedulesAskAsOftenAsThePlan(schedule: String, steps: Int) throws {
    var plan = Self.plan(steps, batch: 4)
    plan.schedule = Choice(schedule)
    plan.grid = Choice(schedule == "edm" ? "karras" : "trailing")
    for method in ["s3:stages=1,trials=20", "s3:stages=1,trials=20,predictor=none"] {
      let context = try Searching.context(plan, on: Searching.gentleRing)
      try Searching.search(try searches.choice(method), context)
      let best = try #require(context.best)
      #expect(best.error.isFinite && best.evaluations == steps)
      #expect(try Plan(runLine: best.plan.runLine) == best.plan)
      let levels = try context.levels(of: best.plan)
      let table = try #require(ScheduleTable(best.plan, levels: levels))
      #expect(table.rows.count == levels.count - 1)
      #expect(table.rows.allSatisfy { $0.count == ScheduleTable.columns.count })
    }
  }

  /// Two evaluations a step but the last of Heun's method: the schedules have nine.
  @Test func evaluationsAreThoseOfThePlanNotItsSteps() throws {
    var plan = Self.plan(5, batch: 4)
    plan.solver = Choice("heun")
    let context = try Searching.context(plan, on: Searching.gentleRing)
    try Searching.search(
      try searches.choice("s3:stages=1,trials=20,predictor=none"), context, comparing: false)
    #expect(try #require(context.best).evaluations == 9)
    plan.steps = 11
    let large = try Searching.context(plan, on: Searching.gentleRing)
    #expect(throws: SearchError.tooManyEvaluations(21, most: S3.mostEvaluations)) {
      try Searching.search(Choice("s3"), large, comparing: false)
    }
  }

  @Test func seedsRepeat() throws {
    let bests = try (0..<2).map { _ in
      let context = try Searching.context(Self.plan(4, batch: 8), on: GaussianMixture.ring8())
      try Searching.search(try searches.choice("s3:stages=1,trials=20"), context)
      return context.best
    }
    #expect(bests[0] == bests[1] && bests[0] != nil)
  }

  /// Orders that there are nodes for, levels that keep apart, and as many evaluations as ever,
  /// whatever changes.
  @Test(arguments: [1, 2, 5, 20]) func childrenAreSound(evaluations: Int) {
    let schedule = LinearVP(knobs: [:])
    let range = ScheduleRange(first: schedule.level(t: 1), on: schedule)
    var breeder = ScheduleBreeder(
      mutation: ScheduleMutation(), range: range, evaluations: evaluations,
      random: SplitMix(state: 3))
    var parents = (0..<10).map { _ in breeder.drawn() }
    for round in 0..<300 {
      let child = breeder.child(of: parents)
      parents[round % 10] = child
      #expect(child.evaluations == evaluations && child == child.settled)
      #expect(range.allows(child.places), "\(child.places)")
      #expect(child.places.count + (child.end == .clean ? 1 : 0) == child.steps.count)
      #expect(child.steps.enumerated().allSatisfy { $1.order <= $0 + 1 && $1.stepsBack <= $0 })
      #expect(child.steps.last?.corrector == UnifiedStrategy.Corrector.none)
      let levels = range.sigmas(child)
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 > $1 })
    }
  }

  /// Steps follow statistics only where some are stored that hold for the plan.
  @Test func statisticsAreFollowedWhereThereAreSome() throws {
    var plan = Self.plan(4, batch: 8)
    plan.solver = Choice("usf")
    let stored = StoredStatistics(
      "here", key: StatisticsKey(plan, classNames: []), lambdas: -8...8
    ) { _ in ModelStatistics(l: 0.5, s: -0.5, b: 0, knotsOf: nil) }
    for (statistics, isThere) in [([], false), ([stored], true)] {
      let model = Accompanied(Searching.gentleRing, by: Companions { statistics })
      let context = try Searching.context(plan, on: model)
      let allowed = try ScheduleChoices(for: context)
      #expect(allowed.predictions.contains(.v3) == isThere && !allowed.knowsMean)
      let range = ScheduleRange(first: try context.levels(of: plan)[0], on: LinearVP(knobs: [:]))
      var breeder = ScheduleBreeder(
        mutation: ScheduleMutation(), range: range, evaluations: 4, allowed: allowed,
        random: SplitMix(state: 3))
      let drawn = (0..<20).map { _ in breeder.drawn() }
      let children = (0..<20).map { _ in breeder.child(of: drawn) }
      for all in [drawn, children] {
        #expect(all.contains { $0.steps.contains { $0.prediction == .v3 } } == isThere)
      }
      try Searching.search(
        try searches.choice("s3:stages=1,trials=20,predictor=none"), context, comparing: false)
      #expect(try #require(context.best).error.isFinite)
    }
  }

  /// The sum of the numbers, from 160 examples.
  @Test func thePredictorLearnsAnOrder() {
    var random = SplitMix(state: 5)
    let features = (0..<200).map { _ in
      (0..<12).map { _ in Double.random(in: -1...1, using: &random) }
    }
    let errors = features.map { $0.reduce(1, { $0 * (1 + $1 / 4) }) }
    var predictor = SchedulePredictor(inputs: 12, using: &random)
    for _ in 0..<60 {
      predictor.train(Array(features[40...]), Array(errors[40...]), using: &random)
    }
    let tau = kendallTau(features[..<40].map(predictor.score), Array(errors[..<40]))
    #expect(tau! > 0.8, "\(tau!)")
  }

  @Test func agreementOfOrders() {
    #expect(kendallTau([1, 2, 3, 4], [10, 20, 30, 40]) == 1)
    #expect(kendallTau([1, 2, 3, 4], [4, 3, 2, 1]) == -1)
    #expect(kendallTau([1, 2, 3, 4], [1, 3, 2, 4]) == 4.0 / 6)
    #expect(kendallTau([1], [1]) == nil)
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}

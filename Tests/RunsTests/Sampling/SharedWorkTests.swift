import Experiments
import Quickstep
import Runs
import Synchronization
import Tensors
import Testing

/// Evaluations that runs share: the saving is known before they run, and no bit changes.
@Suite struct SharedWorkTests {
  private let family = SamplingFamily(ModelLibrary())

  /// On `ring-8`.
  private func plan(_ solver: String, _ steps: Int = 6, grid: String = "karras") throws -> Plan {
    var plan = Plan(model: Choice("ring-8"), steps: steps, batch: 64)
    try plan.set("solver", solver)
    try plan.set("grid", grid)
    plan.settle(after: "grid")
    return plan
  }

  private struct Outcome {
    let saving: WorkShelf.Plan
    let counts: WorkShelf.Counts
    /// The samples at the end, of runs that are no twins.
    let ends: [[Double]?]
  }

  private func run(_ plans: [Plan], threads: Int, budget: Int = 1 << 28) throws -> Outcome {
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    let recipes = try plans.map { try family.recipe($0, with: Equipment(kernels)) }
    let saving = WorkShelf.Plan(recipes, budget: budget)
    let shelf = WorkShelf(saving)
    let seats = recipes.map(shelf.seat)
    let ends = Mutex([[Double]?](repeating: nil, count: plans.count))
    ThreadPool(threads: threads).parallelFor(plans.count) { index in
      guard saving.twins[index] == nil else { return }
      let equipment = Equipment(Kernels(pool: ThreadPool(threads: 1)), seat: seats[index])
      let end = try? samples(plans[index], equipment)
      ends.withLock { $0[index] = end }
    }
    return Outcome(saving: saving, counts: shelf.counts, ends: ends.withLock { $0 })
  }

  private func samples(_ plan: Plan, _ equipment: Equipment) throws -> [Double]? {
    var run = try family.begin(plan, with: equipment)
    while try run.next() != nil {}
    return run.products().first?.values
  }

  /// Runs the plans together at one and two threads: what was stated is what was counted, and the
  /// ends are those of runs by themselves.
  private func check(_ plans: [Plan], asked: Int, computed: Int, twins: [Int?]? = nil) throws {
    for threads in [1, 2] {
      let outcome = try run(plans, threads: threads)
      #expect(outcome.saving.asked == asked)
      #expect(outcome.saving.computed == computed)
      #expect(outcome.counts.computed == outcome.saving.computed)
      #expect(outcome.counts.copied == outcome.saving.copied)
      if let twins { #expect(outcome.saving.twins == twins) }
      for (index, plan) in plans.enumerated() {
        let alone = try samples(plan, Equipment(Kernels(pool: ThreadPool(threads: 1))))
        #expect(outcome.ends[outcome.saving.twins[index] ?? index] == alone)
      }
    }
  }

  @Test func solversShareTheFirstEvaluation() throws {
    try check(
      ["euler", "dpm++2m", "unipc"].map { try plan($0) }, asked: 18, computed: 15,
      twins: [nil, nil, nil])
  }

  @Test func stepsShareTheSameEarlyLevels() throws {
    let plans = try ["80/20/5/1/0", "80/20/5/0", "80/20/5/2/1/0"].map {
      try plan("euler", grid: "list:sigmas=\($0)")
    }
    try check(plans, asked: 12, computed: 3 + 1 + 2)
  }

  @Test func onlyTheLastLevelsDiffer() throws {
    let plans = try ["80/20/5/1/0.1/0", "80/20/5/1/0.2/0", "80/20/5/1/0.3/0"].map {
      try plan("dpm++2m", grid: "list:sigmas=\($0)")
    }
    try check(plans, asked: 15, computed: 4 + 3)
  }

  @Test func aKnobWithoutEffectMakesTwins() throws {
    let plans = try ["euler", "euler:s-noise=1.5", "euler:churn=20"].map { try plan($0) }
    try check(plans, asked: 18, computed: 12, twins: [nil, 0, nil])
  }

  @Test func noiseIsSharedByItsKey() throws {
    var other = try plan("euler-ancestral")
    other.seed = 8
    try check(
      [
        try plan("euler-ancestral"), try plan("euler-ancestral:eta=0.5"), try plan("sde-dpm++2m"),
        other,
      ],
      asked: 24, computed: 22)
    try check([try plan("euler:churn=20"), try plan("heun:churn=20")], asked: 17, computed: 16)
  }

  @Test func guidanceSharesBothItsCalls() throws {
    let plans = try ["cfg:scale=2", "cfg:scale=4", "none"].map { guidance in
      var plan = try plan("dpm++2m")
      plan.classes = .one("3")
      try plan.set("guidance", guidance)
      return plan
    }
    try check(plans, asked: 12 + 12 + 6, computed: 12 + 10 + 5)
  }

  @Test func otherModelsClassesAndClipsShareNothingButWhatIsEqual() throws {
    var plans = [try plan("euler"), try plan("euler"), try plan("euler"), try plan("euler")]
    plans[1].model = Choice("moons")
    plans[2].classes = .one("3")
    try plans[3].set("clip", "range")
    try check(plans, asked: 24, computed: 23)
  }

  @Test func whatDoesNotFitIsComputedAgain() throws {
    let plans = try ["euler", "dpm++2m", "unipc"].map { try plan($0) }
    let outcome = try run(plans, threads: 1, budget: 64 * 2 * 8 - 1)
    #expect(outcome.saving.computed == 18)
    #expect(outcome.counts.computed == 18)
  }

  @Test func whatCannotBeForeseenIsNotShared() throws {
    let equipment = Equipment(Kernels(pool: ThreadPool(threads: 1)))
    let adaptive = try family.recipe(try plan("dpm-adaptive"), with: equipment)
    #expect(adaptive?.end == nil)
    let torch = SamplingFamily(ModelLibrary()) { _, _, seed in .torch(seed: seed) }
    #expect(try torch.recipe(try plan("euler"), with: equipment) == nil)
  }

  @Test func aRunThatEndsEarlyKeepsNobodyWaiting() throws {
    let plans = try ["euler", "euler:churn=1", "dpm++2m"].map { try plan($0) }
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    let recipes = try plans.map { try family.recipe($0, with: Equipment(kernels)) }
    let shelf = WorkShelf(WorkShelf.Plan(recipes))
    // Cancelled in its first evaluation, what it computed is nobody's.
    let asked = Atomic(0)
    let cancelled = Equipment(
      kernels, isCancelled: { asked.add(1, ordering: .relaxed).newValue > 1 },
      seat: shelf.seat(recipes[0]))
    _ = try? samples(plans[0], cancelled)
    for index in 1...2 {
      let equipment = Equipment(kernels, seat: shelf.seat(recipes[index]))
      #expect(try samples(plans[index], equipment) == samples(plans[index], Equipment(kernels)))
    }
  }
}

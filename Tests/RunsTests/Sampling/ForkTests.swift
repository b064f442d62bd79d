import Experiments
import Quickstep
import Runs
import Studies
import Tensors
import Testing

/// Runs whose first steps another plan takes.
@Suite struct ForkTests {
  private static let sampling = SamplingFamily(ModelLibrary())
  private static let families = Families([sampling, WalkFamily(), TrainingFamily()])
  private static let equipment = Equipment(Kernels(pool: ThreadPool(threads: 2)))

  private struct Walked {
    let records: [RunRecord]
    let run: any Experiment

    init(_ sentence: Sentence, audience: Equipment.Audience = .end) throws {
      var equipment = ForkTests.equipment
      equipment.audience = audience
      var run = try ForkTests.families[sentence].begin(sentence, with: equipment)
      var records: [RunRecord] = []
      while let record = try run.next() { records.append(record) }
      (self.records, self.run) = (records, run)
    }

    var values: [[Double?]] { records.map(\.values) }
    var spent: Int { records.last?.spent ?? 0 }
    var made: [Double] { run.products().first?.values ?? [] }
  }

  private static func plan(_ solver: Choice = Choice("dpm++2m"), steps: Int = 6) -> Plan {
    Plan(model: Choice("ring-8"), solver: solver, steps: steps, batch: 3)
  }

  private static func forked(
    _ sentence: Sentence, _ step: Int, of other: Sentence
  ) throws -> Sentence {
    try families.sentence(sentence, forkedAt: step, of: other)
  }

  private static let plainSolvers = solvers.declarations.map { Choice($0.name) }.filter {
    guard let solver = try? solvers.make($0) else { return false }
    return !solver.needsVariance && solver.companions.isEmpty
  }

  @Test(arguments: plainSolvers)
  func goingOnAsBeforeChangesNoBit(solver: Choice) throws {
    let sentence = Sentence.sample(Self.plan(solver))
    guard let whole = try? Walked(sentence) else { return }
    for step in [0, 1, 2, 3, 5] where step < whole.records.count - 1 {
      let fork = try Walked(Self.forked(sentence, step, of: sentence))
      #expect(fork.made == whole.made, "\(solver.name) at \(step)")
      #expect(fork.values == whole.values, "\(solver.name) at \(step)")
    }
  }

  @Test func whatElseIsRememberedIsKept() throws {
    var plans = [Self.plan(), Self.plan(Choice("euler-ancestral")), Self.plan(Choice("unipc"))]
    plans[0].model = Choice("digits")
    plans[0].classes = .each
    plans[0].guidance = Choice("apg", ["momentum": .real(-0.5)])
    plans[1].model = Choice("gmm16")
    plans[1].schedule = Choice("linear")
    plans[2].schedule = Choice("flow")
    plans[2].grid = Choice("uniform-t")
    for plan in plans {
      let sentence = Sentence.sample(plan)
      let whole = try Walked(sentence)
      for step in [1, 4] {
        let fork = try Walked(Self.forked(sentence, step, of: sentence))
        #expect(fork.made == whole.made && fork.values == whole.values)
      }
    }
  }

  @Test func samplesThatStepApartForkApart() throws {
    var plan = Plan(model: Choice("digits"), solver: Choice("euler"), steps: 6, batch: 2)
    plan.reading = Choice("time-shift")
    let whole = try Walked(.sample(plan))
    #expect(try Walked(Self.forked(.sample(plan), 3, of: .sample(plan))).made == whole.made)
    var other = plan
    other.reading = Choice("scheduled")
    let mixed = try Walked(Self.forked(.sample(other), 3, of: .sample(plan)))
    #expect(mixed.records.count == 7)
    #expect(mixed.values.prefix(4).map(\.description) == whole.values.prefix(4).map(\.description))
    #expect(mixed.values[5].description != whole.values[5].description)
  }

  /// The first steps are those of the one, the levels after them those of the other.
  @Test(arguments: plainSolvers)
  func everySolverTakesOver(solver: Choice) throws {
    let origin = Sentence.sample(Self.plan(Choice("heun"), steps: 8))
    var plan = Self.plan(solver, steps: 5)
    plan.schedule = Choice("linear")
    plan.seed = 9
    guard (try? Walked(.sample(plan))) != nil else { return }
    let whole = try Walked(origin)
    let sentence = try Self.forked(.sample(plan), 3, of: origin)
    let forecast = Self.sampling.forecast(sentence, try Self.sampling.inspect(plan.model))
    guard forecast.problem == nil else {
      // Weights are listed for so many steps.
      #expect(throws: (any Error).self) { try Walked(sentence) }
      return
    }
    let fork = try Walked(sentence)
    #expect(fork.values.prefix(4).map(\.description) == whole.values.prefix(4).map(\.description))
    #expect(fork.made.allSatisfy { $0.isFinite } && fork.made != whole.made)
    let outline = fork.run.outline
    #expect(outline.forks == [3] && forecast.outline.forks == [3])
    if let steps = outline.steps, let total = outline.budget.total {
      #expect(fork.records.count == steps + 1 && fork.spent == total)
      #expect(forecast.outline.steps == steps && forecast.outline.budget.total == total)
      #expect(outline.foreseen["sigma"]?.count == steps + 1)
    }
    let sigma = try #require(outline.index(of: "sigma"))
    let levels = fork.values.compactMap { $0[sigma] }
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(fork.records.map(\.step) == Array(0..<fork.records.count))
  }

  @Test func pathsThatDifferInScaleMeet() throws {
    // Of one noise level a flow of Gaussians has one law, however states are scaled.
    for (from, to) in [("edm", "flow"), ("flow", "edm"), ("linear", "flow")] {
      var origin = Self.plan(Choice("heun"), steps: 60)
      var next = origin
      (origin.schedule, next.schedule) = (Choice(from), Choice(to))
      origin.grid.knobs = ["max": .real(80)]
      next.grid = origin.grid
      (origin.batch, next.batch) = (400, 400)
      let fork = try Walked(Self.forked(.sample(next), 30, of: .sample(origin)))
      let score = try #require(try fork.run.scores(["sliced-w2"]).first)
      #expect(score.value.mean < 0.3, "\(from) to \(to)")
    }
  }

  @Test func forksFollowForks() throws {
    let first = Sentence.sample(Self.plan(Choice("euler"), steps: 10))
    let second = try Self.forked(.sample(Self.plan(Choice("heun"), steps: 10)), 3, of: first)
    let third = try Self.forked(.sample(Self.plan(Choice("dpm++2m"), steps: 10)), 6, of: second)
    let walked = try Walked(third)
    #expect(walked.run.outline.forks == [3, 6] && walked.records.count == 11)
    #expect(walked.spent == 3 + 2 * 3 + 4)
    // Steps that a fork has taken from its own origin are that one's.
    #expect(try Self.forked(third, 2, of: second).origin == Origin(2, of: first))
    var deep = first
    for step in 1...Origin.deepest { deep = try Self.forked(first, step, of: deep) }
    #expect(throws: ForkError.tooDeep(most: Origin.deepest)) {
      try Self.forked(first, Origin.deepest + 1, of: deep)
    }
  }

  @Test func exactPathsStayWhereBothFollowThem() throws {
    let origin = Self.plan(Choice("euler"))
    let same = try Self.forked(.sample(Self.plan(Choice("heun"))), 2, of: .sample(origin))
    let walked = try Walked(same, audience: .onlooker)
    let errors = try #require(walked.run.late().first).measure { false }
    #expect(errors.compactMap { $0 }.count == 7)
    var other = origin
    other.seed = 8
    let moved = try Walked(
      Self.forked(.sample(other), 2, of: .sample(origin)), audience: .onlooker)
    #expect(throws: PathError.forked) { try moved.run.late().first?.measure { false } }
  }

  @Test func whatCannotGoOnIsRefusedInOneLine() throws {
    let origin = Self.plan()
    func problem(_ step: Int, _ change: (inout Plan) -> Void) throws -> String {
      var plan = origin
      change(&plan)
      let sentence = try Self.forked(.sample(plan), step, of: .sample(origin))
      let card = try Self.sampling.inspect(plan.model)
      let foreseen = Self.sampling.forecast(sentence, card).problem?.text
      do { _ = try Self.sampling.begin(sentence, with: Self.equipment) } catch {
        // How large the samples of another model are, lists do not say.
        #expect(foreseen == (plan.model == origin.model ? "\(error)" : nil))
        return "\(error)"
      }
      return ""
    }
    #expect(try problem(7) { _ in }.hasPrefix("The run that is forked has no step 7."))
    #expect(try problem(6) { $0.solver = Choice("euler") }.hasPrefix("The grid has no level below"))
    #expect(try problem(2) { $0.batch = 4 }.hasPrefix("A fork keeps the batch"))
    #expect(try problem(2) { $0.model = Choice("gmm16") }.contains("samples of 16 numbers"))
    #expect(try problem(2) { $0.model = Choice("moons") } == "")
    let training = try #require(Self.families["train"])
    #expect(
      throws: ForkError.cannotFork(family: "train", able: ["sample", "walk"])
    ) { try Self.forked(training.standard, 1, of: training.standard) }
    let walk = try #require(Self.families["walk"])
    #expect(throws: ForkError.otherFamily("walk", of: "sample")) {
      try Self.forked(.sample(origin), 1, of: walk.standard)
    }
  }

  @Test func walksForkAnywhere() throws {
    let family = try #require(Self.families["walk"])
    for walker in family.words["solver"]?.options?.declarations ?? [] {
      var sentence = try family.setting("steps", to: "400", in: family.standard)
      sentence = try family.setting("batch", to: "5", in: sentence)
      sentence["solver"] = .component(Choice(walker.name))
      let whole = try Walked(sentence)
      for step in [0, 1, 63, 64, 200, 399] {
        let fork = try Walked(Self.forked(sentence, step, of: sentence))
        #expect(fork.made == whole.made)
        #expect(fork.values.last == whole.values.last)
      }
      let longer = try family.setting("steps", to: "600", in: sentence)
      let fork = try Walked(Self.forked(longer, 400, of: sentence))
      #expect(try Walked(longer).made == fork.made)
      var other = sentence
      other["seed"] = .value(.seed(8))
      #expect(try Walked(Self.forked(other, 200, of: sentence)).made != whole.made)
      #expect(throws: ForkError.nothingLeft(step: 400, steps: 400)) {
        try Walked(Self.forked(sentence, 400, of: sentence))
      }
    }
  }
}

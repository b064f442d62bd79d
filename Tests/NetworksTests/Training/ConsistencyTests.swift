import Experiments
import Files
import Networks
import Quickstep
import Tensors
import Testing

/// Jumps that a network has learned in the place of many steps of DDIM.
@Suite struct ConsistencyTests {
  /// Two jumps come nearer to the end of the flow than four steps of the teacher do, in each of two
  /// trainings.
  @Test func jumpsBeatTwiceAsManySteps() throws {
    let path = Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-lambda"), solver: Choice("euler"),
      steps: 4, seed: 99, batch: 512)
    let model = smallRing.mixture
    let job = try path.job(model: model, with: oneThread)
    let exact = try ExactPath.end(of: job, from: Sampler(job).state)
    let four = rootMeanSquareDistance(try end(path, of: model), exact)
    for seed in [1, 2] {
      let folder = TemporaryFolder()
      try train(try setup(2, steps: 900, seed: UInt64(seed)), to: folder("two"))
      let student = try Checkpoint(folder("two"))
      var plan = path
      try plan.adopt(student.defaults())
      #expect(plan.steps == 2 && plan.solver == Choice("euler"))
      let two = rootMeanSquareDistance(try end(plan, of: try student.model(with: oneThread)), exact)
      #expect(two < four, "\(two), and \(four) by four steps")
    }
  }

  /// Every step tells the loss of each segment, and their mean is its own where all have as many
  /// samples.
  @Test func segmentsAddUp() throws {
    var trainer = Trainer(try setup(4, steps: 3), with: oneThread)
    #expect(trainer.setup.plan.statistics.map(\.name) == (1...4).map { "segment-\($0)" })
    while trainer.remaining > 0 {
      let record = try trainer.step()
      #expect(record.told.count == 4 && record.told.allSatisfy { $0 > 0 })
      #expect(abs(record.told.reduce(0, +) / 4 - record.loss) < 1e-5 * record.loss)
    }
  }

  /// The checkpoint samples at the ends of its segments, one evaluation each.
  @Test(arguments: [1, 3, 16]) func samplesAtTheEndsOfSegments(segments: Int) throws {
    let setup = try setup(segments, steps: 1)
    var plan = Plan(batch: 4)
    try plan.adopt(NetworkProcess(try #require(setup.description)).defaults)
    let all = try Plan(
      schedule: Choice("vp-linear"), grid: Choice("uniform-lambda"), steps: 64
    ).makeGrid().grid.levels
    let levels = try plan.makeGrid().grid.levels
    #expect(levels.count == segments + 1)
    for (k, level) in levels.enumerated() {
      let right = all[64 * k / segments]
      #expect(abs(level.sigma - right.sigma) < 1e-5, "\(k)")
    }
    let model = try #require(try Trainer(setup, with: oneThread).model())
    let job = try plan.job(model: model, with: oneThread)
    #expect(job.evaluationsPerStep() == Array(repeating: 1, count: segments))
  }

  /// A network as teacher hands on its weights; guidance, classes and the number of threads change
  /// no bit of how it goes on.
  @Test func goesOnBitForBit() throws {
    let folder = TemporaryFolder()
    let teacher = try smallTeacher(in: folder("teacher"), widths: [16], steps: 20)
    let two = Kernels(pool: ThreadPool(threads: 2))
    func setup() throws -> TrainingSetup {
      try self.setup(3, steps: 8, teacher: .network(teacher)) {
        ($0.network, $0.schedule, $0.grid) = (TrainingPlan().network, nil, nil)
      }
    }
    try train(try setup(), to: folder("whole"))
    var first = Trainer(try setup(), with: two)
    var history = try (0..<5).map { _ in try first.step() }
    let broken = TrainingFolder(folder("broken"))
    try broken.save(first, history: history)
    var second = Trainer(try setup(), with: oneThread)
    history = try broken.resume(&second)
    while second.remaining > 0 { history.append(try second.step()) }
    try broken.save(second, history: history)
    for name in [
      "training/state.safetensors", "training/loss.csv", "diffusion_pytorch_model.safetensors",
      NetworkFile.name,
    ] {
      let bytes = try ["whole", "broken"].map {
        try ByteSource(contentsOf: "\(folder($0))/\(name)", limit: 1 << 24).bytes
      }
      #expect(bytes[0] == bytes[1], "\(name)")
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let folder = TemporaryFolder()
    let teacher = try smallTeacher(in: folder("teacher"), widths: [16], steps: 2)
    func refusal(
      _ teacher: TrainingTeacher? = nil, _ change: @escaping (inout TrainingPlan) -> Void
    ) -> String { sentence { try setup(4, steps: 2, teacher: teacher, change) } }
    #expect(
      refusal { $0.teacher = TrainingPlan.noTeacher }
        == "The method mcd learns from a teacher. Name a network as teacher.")
    #expect(
      refusal(.network(teacher)) { $0.network = Choice("mlp", ["widths": .integers([8])]) }
        == "\(teacher.name): what learns begins as a copy of this network, which decides network. "
        + "Leave network out.")
    #expect(
      refusal { $0.grid = Choice("list", ["sigmas": .list([10, 1, 0])]) }
        == "[method] the knots do not fit: 2 steps make no 4 segments. Use fewer segments or a "
        + "longer list.")
    #expect(
      refusal { $0.guidance = Choice("cfg") }.hasPrefix(
        "ring: the teacher's path cannot be followed"))
    #expect(
      refusal { $0.isConditional = true }.hasPrefix("[objective] conditional = true needs classes"))
  }

  private func setup(
    _ segments: Int, steps: Int, seed: UInt64 = 1, teacher: TrainingTeacher? = nil,
    _ change: (inout TrainingPlan) -> Void = { _ in }
  ) throws -> TrainingSetup {
    var plan = TrainingPlan()
    plan.method = Choice("mcd", ["segments": .integer(segments)])
    plan.network = Choice("mlp", ["widths": .integers([112, 112])])
    plan.schedule = Choice("vp-linear")
    plan.grid = Choice("uniform-lambda")
    plan.optimizer.knobs = [
      "rate": .real(3e-3), "warm-up": .integer(min(50, steps)), "average-decay": .real(0.99),
    ]
    (plan.steps, plan.batch, plan.seed) = (steps, 128, seed)
    plan.teacher = teacher?.name ?? "ring"
    change(&plan)
    return try TrainingSetup(
      plan, data: smallRing,
      cast: TrainingCast(teacher: teacher ?? .exact("ring", smallRing.mixture)))
  }
}

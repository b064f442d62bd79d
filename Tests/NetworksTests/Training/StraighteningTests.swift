import Experiments
import Files
import Networks
import Quickstep
import Tensors
import Testing

/// A few steps of Euler's method instead of many.
@Suite struct StraighteningTests {
  /// The root mean square distance to the end of the teacher's fine walk falls to a third at least;
  /// measured: 0.37 to 0.048 in two steps, 0.13 to 0.025 in four.
  @Test func fewStepsGoWhereManyDid() throws {
    let folder = TemporaryFolder()
    let teacher = try smallTeacher(in: folder("teacher"), steps: 1500)
    #expect(teacher.network.parameterCount == 20_498)
    let fine = try fineEnd(of: teacher.model, seed: 99, batch: 256)
    for (steps, knots) in [(2, "boss"), (4, "boss"), (4, "uniform")] {
      let name = folder("\(steps)-\(knots)")
      let knobs: [String: KnobValue] = [
        "steps": .integer(steps), "knots": .word(knots), "paths": .integer(2000),
      ]
      try train(try setup(teacher, 1200, knobs), to: name)
      let student = try Checkpoint(name)
      var plan = Plan(seed: 99, batch: 256)
      try plan.adopt(student.defaults())
      #expect(plan.steps == steps && plan.solver == Choice("euler"))
      let before = rootMeanSquareDistance(try end(plan, of: teacher.model), fine)
      let after = rootMeanSquareDistance(
        try end(plan, of: try student.model(with: oneThread)), fine)
      #expect(before > 3 * after, "\(steps) \(knots): \(before) to \(after)")
    }
  }

  /// Whatever the number of threads, and wherever it is taken up.
  @Test func goesOnBitForBit() throws {
    let folder = TemporaryFolder()
    let teacher = try smallTeacher(in: folder("teacher"), widths: [16], steps: 20)
    let two = Kernels(pool: ThreadPool(threads: 2))
    func setup(_ kernels: Kernels) throws -> TrainingSetup {
      try self.setup(
        teacher, 12, ["fine": .integer(10), "noises": .integer(16), "paths": .integer(80)],
        batch: 32, with: kernels)
    }
    try train(try setup(oneThread), to: folder("straight"))
    var first = Trainer(try setup(two), with: two)
    var history = try (0..<5).map { _ in try first.step() }
    let broken = TrainingFolder(folder("broken"))
    try broken.save(first, history: history)
    var second = Trainer(try setup(oneThread), with: oneThread)
    history = try broken.resume(&second)
    while second.remaining > 0 { history.append(try second.step()) }
    try broken.save(second, history: history)
    for name in [
      "training/state.safetensors", "diffusion_pytorch_model.safetensors", NetworkFile.name,
    ] {
      let bytes = try ["straight", "broken"].map {
        try ByteSource(contentsOf: "\(folder($0))/\(name)", limit: 1 << 24).bytes
      }
      #expect(bytes[0] == bytes[1], "\(name)")
    }
  }

  @Test func knotsCanBeWrittenByHand() throws {
    let folder = TemporaryFolder()
    let teacher = try smallTeacher(in: folder("teacher"), widths: [16], steps: 20)
    let knobs: [String: KnobValue] = [
      "levels": .list([.infinity, 2, 0.3, 0]), "fine": .integer(10), "paths": .integer(32),
    ]
    try train(try setup(teacher, 2, knobs, batch: 32), to: folder("hand"))
    let defaults = try Checkpoint(folder("hand")).defaults().words
    #expect(defaults["grid"] == "list:sigmas=inf/2/0.3/0" && defaults["steps"] == "3")
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let folder = TemporaryFolder()
    let teacher = try smallTeacher(in: folder("teacher"), widths: [16], steps: 2)
    func refusal(
      _ knobs: [String: KnobValue] = [:], _ data: any TrainingData = smallRing,
      _ change: (inout TrainingPlan) -> Void = { _ in }
    ) -> String {
      sentence {
        var plan = TrainingPlan()
        plan.method = Choice("straighten", knobs)
        plan.teacher = "t"
        change(&plan)
        return try TrainingSetup(plan, data: data, cast: TrainingCast(teacher: .network(teacher)))
          .prepared(with: oneThread)
      }
    }
    let name = teacher.name
    #expect(
      refusal { $0.teacher = TrainingPlan.noTeacher }
        == "The method straighten learns from a teacher. Name a network as teacher.")
    #expect(
      refusal { $0.objective = Choice("noise") }
        == "The method straighten makes nothing of objective. Leave it out, or choose another "
        + "method.")
    #expect(
      refusal { $0.method = Choice("match") }
        == "The method match makes nothing of teacher. Leave it out, or choose another method.")
    #expect(
      refusal(["steps": .integer(9), "fine": .integer(8)])
        == "[method] the knots do not fit: 9 steps cannot be made of 8. Use fewer steps or a "
        + "larger fine.")
    #expect(
      refusal(["levels": .list([1, 2, 0])]).hasPrefix("[method] the knots do not fit: "))
    let wide = MixtureData(
      GaussianMixture(
        components: [.init(weight: 1, mean: [0, 0, 0], deviation: 1, classIndex: 0)],
        classNames: []))
    #expect(
      refusal([:], wide)
        == "\(name): the teacher knows points in 2 dimensions, but the data are points in 3 "
        + "dimensions. Use another teacher or other data.")
  }

  private func setup(
    _ teacher: FrozenNetwork, _ steps: Int, _ knobs: [String: KnobValue], batch: Int = 64,
    with kernels: Kernels = oneThread
  ) throws -> TrainingSetup {
    var plan = TrainingPlan()
    plan.method = Choice("straighten", knobs)
    plan.teacher = teacher.name
    plan.optimizer.knobs = ["warm-up": .integer(min(50, steps)), "average-decay": .real(0.99)]
    (plan.steps, plan.batch) = (steps, batch)
    return try TrainingSetup(plan, data: smallRing, cast: TrainingCast(teacher: .network(teacher)))
      .prepared(with: kernels)
  }
}

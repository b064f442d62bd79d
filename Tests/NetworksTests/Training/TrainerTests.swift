import Experiments
import Files
import Networks
import Quickstep
import Tensors
import Testing

@Suite struct TrainerTests {
  /// A small problem of every kind of network.
  enum Problem: CaseIterable {
    case points, pictures, classes
  }

  @Test(arguments: Problem.allCases) func lossFalls(problem: Problem) throws {
    var plan = plan(problem)
    plan.steps = 150
    let records = try run(Trainer(setup(problem, plan), with: kernels(1)))
    func mean(_ part: some Collection<TrainingRecord>) -> Float {
      part.reduce(0) { $0 + $1.loss } / Float(part.count)
    }
    #expect(mean(records.suffix(20)) < 0.95 * mean(records.prefix(10)))
    #expect(records.map(\.step) == Array(1...150))
  }

  @Test(arguments: Problem.allCases) func goesOnBitForBit(problem: Problem) throws {
    let setup = try setup(problem, plan(problem))
    let folder = TemporaryFolder()
    let straight = TrainingFolder(folder("straight")), broken = TrainingFolder(folder("broken"))

    var trainer = Trainer(setup, with: kernels(1))
    var history = try take(20, &trainer)
    try straight.save(trainer, history: history)

    var first = Trainer(setup, with: kernels(1))
    try broken.save(first, history: [])
    history = try take(10, &first)
    try broken.save(first, history: history)
    #expect(try broken.savedStep() == 10)
    var second = Trainer(setup, with: kernels(2))
    history = try broken.resume(&second)
    history += try take(10, &second)
    try broken.save(second, history: history)

    for name in Self.files where straight.has(name) || broken.has(name) {
      #expect(try straight.bytes(name) == broken.bytes(name), "\(name)")
    }
  }

  @Test(arguments: Problem.allCases) func threadsDoNotMatter(problem: Problem) throws {
    let folder = TemporaryFolder()
    var saved: [[UInt8]] = []
    for threads in [1, 2, 3] {
      var trainer = Trainer(try setup(problem, plan(problem)), with: kernels(threads))
      let history = try take(3, &trainer)
      let place = TrainingFolder(folder("\(threads)"))
      try place.save(trainer, history: history)
      saved.append(try place.bytes(Self.files[0]))
    }
    #expect(saved[0] == saved[1] && saved[0] == saved[2])
  }

  @Test func whatIsSavedIsAModel() throws {
    let folder = TemporaryFolder()
    var trainer = Trainer(try setup(.pictures, plan(.pictures)), with: kernels(1))
    let history = try take(5, &trainer)
    try TrainingFolder(folder("model")).save(trainer, history: history)
    let model = try Checkpoint(folder("model")).model(with: kernels(1))
    let direct = try #require(try trainer.model())
    #expect(model.classNames == ["dark", "light"] && model.shape == direct.shape)
    let level = model.process.schedule.level(t: 0.5)
    let x = AlignedBuffer((0..<128).map { Double($0 % 7) - 3 })
    let outputs = [model, direct].map { model in
      let output = AlignedBuffer(count: 128)
      model.evaluate(x, at: level, classes: [0, anyClass], into: output, with: kernels(1))
      return output.copy()
    }
    #expect(outputs[0] == outputs[1])
  }

  @Test func runawayNumbersStop() throws {
    var plan = plan(.points)
    plan.optimizer.knobs["rate"] = .real(10)
    plan.optimizer.knobs["clip"] = .real(1e9)
    plan.optimizer.knobs["warm-up"] = .integer(0)
    plan.steps = 1000
    plan.optimizer.knobs["weight-decay"] = .real(10)
    var trainer = Trainer(try setup(.points, plan), with: kernels(1))
    var problem: TrainingError?
    do {
      while trainer.remaining > 0 { _ = try trainer.step() }
    } catch { problem = error }
    guard case .notFinite(_, let step, _)? = problem else {
      Issue.record("weights that grow a hundredfold each step stay finite")
      return
    }
    #expect(step == trainer.taken + 1)
    let finite = trainer.averagedWeights().parameters.allSatisfy { parameter in
      parameter.values.copy().allSatisfy(\.isFinite)
    }
    #expect(finite)
    #expect(
      "\(TrainingError.notFinite(quantity: .loss, step: 7, saved: 5))"
        == "Step 7 made NaN or infinity in the loss. The checkpoint of step 5 is kept; "
        + "lower rate or clip in [optimizer] and train anew.")
  }

  @Test func anotherConfigurationIsNotTakenUp() throws {
    let folder = TemporaryFolder()
    let place = TrainingFolder(folder("out"))
    var plan = plan(.points)
    var trainer = Trainer(try setup(.points, plan), with: kernels(1))
    #expect(throws: TrainingError.nothingToResume(folder: place.path)) {
      try place.resume(&trainer)
    }
    let history = try take(2, &trainer)
    try place.save(trainer, history: history)
    plan.optimizer.knobs["rate"] = .real(0.5)
    var other = Trainer(try setup(.points, plan), with: kernels(1))
    #expect(throws: TrainingError.otherConfiguration(folder: place.path, line: "rate = 0.5")) {
      try place.resume(&other)
    }
  }

  static let files = [
    "training/state.safetensors", "diffusion_pytorch_model.safetensors", "quickstep.toml",
    "config.json", "training/loss.csv",
  ]

  private func kernels(_ threads: Int) -> Kernels { Kernels(pool: ThreadPool(threads: threads)) }

  private func take(_ steps: Int, _ trainer: inout Trainer) throws -> [TrainingRecord] {
    try (0..<steps).map { _ in try trainer.step() }
  }

  private func run(_ trainer: Trainer) throws -> [TrainingRecord] {
    var trainer = trainer
    return try take(trainer.remaining, &trainer)
  }
}

extension TrainerTests {
  private func plan(_ problem: Problem) -> TrainingPlan {
    var plan = TrainingPlan()
    plan.optimizer.knobs["rate"] = .real(5e-3)
    plan.optimizer.knobs["warm-up"] = .integer(5)
    plan.steps = 100
    plan.batch = 16
    switch problem {
    case .points:
      plan.network = Choice(
        "mlp", ["widths": .integers([32, 32]), "time-features": .integer(8)])
      plan.batch = 64
    case .pictures:
      plan.network = Choice(
        "unet",
        [
          "channels": .integers([8, 16]), "attention": .integers([1]), "groups": .integer(4),
          "head-width": .integer(8),
        ])
      plan.objective = Choice("velocity")
      plan.isConditional = true
    case .classes:
      plan.network = Choice(
        "classifier", ["channels": .integers([8, 16]), "features": .integer(8)])
      plan.objective = Choice("classification")
    }
    return plan
  }

  private func setup(_ problem: Problem, _ plan: TrainingPlan) throws -> TrainingSetup {
    try TrainingSetup(
      plan, data: problem == .points ? MixtureData(.moons()) : PictureData(stripes))
  }

  /// 40 pictures of 8 x 8: stripes on dark or light ground.
  private var stripes: ImageSet {
    let labels = (0..<40).map { $0 % 2 }
    let pixels = labels.enumerated().flatMap { index, label in
      (0..<64).map { UInt8(label * 120 + ($0 + index) % 5 * 20) }
    }
    return ImageSet(
      name: "stripes", path: "", width: 8, height: 8, channels: 1, pixels: pixels, labels: labels,
      classNames: ["dark", "light"])
  }
}

extension TrainingFolder {
  fileprivate func bytes(_ name: String) throws -> [UInt8] {
    try ByteSource(contentsOf: "\(path)/\(name)", limit: 1 << 24).bytes
  }

  fileprivate func has(_ name: String) -> Bool { (try? bytes(name)) != nil }
}

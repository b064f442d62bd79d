import Experiments
import Files
import Networks
import Quickstep
import Tensors
import Testing

/// Few tiles of attention that learn from all.
@Suite struct SparseAttentionTests {
  /// A sparse network learns what its teacher makes whole, and its checkpoint keeps the masks.
  @Test func comesNearerToItsTeacher() throws {
    let folder = TemporaryFolder()
    let teacher = try teacher(in: folder("teacher"))
    var trainer = Trainer(try setup(teacher, steps: 60), with: oneThread)
    var told: [[Float]] = []
    while trainer.remaining > 0 {
      let record = try trainer.step()
      #expect(abs(record.told[0] + record.told[1] - record.loss) <= 1e-5 * record.loss)
      told.append(record.told)
    }
    func mean(_ range: Range<Int>) -> Float {
      told[range].reduce(0) { $0 + $1[0] + $1[1] } / Float(range.count)
    }
    let (before, after) = (mean(0..<10), mean(50..<60))
    #expect(after < 0.8 * before, "\(before) to \(after)")
    #expect(trainer.setup.description?.defaults.words["tiles"] == "1")
    var plan = Plan(batch: 2)
    try plan.adopt(NetworkProcess(try #require(trainer.setup.description)).defaults)
    #expect(plan.tiles == "1")
  }

  /// With all tiles there is nothing to learn.
  @Test func allTilesLoseNothing() throws {
    let folder = TemporaryFolder()
    let teacher = try teacher(in: folder("teacher"))
    var trainer = Trainer(try setup(teacher, [8], steps: 1), with: oneThread)
    #expect(try trainer.step().loss == 0)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let folder = TemporaryFolder()
    let teacher = try teacher(in: folder("teacher"))
    func refusal(_ teacher: TrainingTeacher, _ tiles: [Int] = [1]) -> String {
      sentence { try setup(teacher, tiles, steps: 1) }
    }
    #expect(refusal(teacher, [9]).contains("the masks do not fit: "))
    #expect(refusal(teacher, [1, 1, 1]).contains("the masks do not fit: "))
  }

  private func data() throws -> PictureData { PictureData(try MovingDigits().clips(64)) }

  private func teacher(in folder: String) throws -> TrainingTeacher {
    var plan = TrainingPlan()
    plan.network = Choice(
      "frames", ["width": .integer(16), "layers": .integer(2), "heads": .integer(2)])
    plan.optimizer.knobs = ["warm-up": .integer(5), "average-decay": .real(0.9)]
    (plan.steps, plan.batch) = (30, 8)
    try train(try TrainingSetup(plan, data: data()), to: folder)
    return .network(try FrozenNetwork(folder, Checkpoint(folder), with: oneThread))
  }

  private func setup(
    _ teacher: TrainingTeacher, _ tiles: [Int] = [1], steps: Int
  ) throws -> TrainingSetup {
    var plan = TrainingPlan()
    plan.method = Choice("sparsify", ["tiles": .integers(tiles)])
    plan.teacher = teacher.name
    plan.optimizer.knobs = ["warm-up": .integer(5), "average-decay": .real(0.9)]
    (plan.steps, plan.batch) = (steps, 8)
    return try TrainingSetup(plan, data: data(), cast: TrainingCast(teacher: teacher))
  }
}

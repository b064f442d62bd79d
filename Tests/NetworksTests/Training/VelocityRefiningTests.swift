import Experiments
import Files
import Networks
import Quickstep
import Tensors
import Testing

/// A small network that stands in for a large one now and then.
@Suite struct VelocityRefiningTests {
  /// It explains seven tenths of how velocities change at least, and with its steps where the
  /// velocity is steady, early, FlowTurbo comes no less near to the fine walk with as many
  /// evaluations.
  @Test func explainsHowVelocitiesChange() throws {
    let folder = TemporaryFolder()
    let teacher = try smallTeacher(in: folder("teacher"), steps: 1500)
    let setup = try setup(teacher, steps: 2000, batch: 128)
    #expect(setup.network.parameterCount < 2500)
    let history = try train(setup, to: folder("refiner"))
    // A network that has learned nothing answers 0, so that its loss is the energy of the offset.
    var untrained = Trainer(
      try self.setup(teacher, steps: 1, batch: 16_384), with: oneThread)
    let energy = try untrained.step().loss
    let loss = history.suffix(200).reduce(0) { $0 + $1.loss } / 200
    #expect(1 - loss / energy >= 0.7, "\(loss) of \(energy)")

    let refiner = try Checkpoint(folder("refiner")).companion(.refiner, with: oneThread)
    let model = Accompanied(teacher.model, by: Companions(networks: [.refiner: refiner]))
    let fine = try fineEnd(of: teacher.model, seed: 99, batch: 256)
    func error(_ knobs: [String: KnobValue], steps: Int) throws -> Double {
      var plan = Plan(
        schedule: Choice("flow"), grid: Choice("trailing"), solver: Choice("flow-turbo", knobs),
        steps: steps, seed: 99, batch: 256)
      if !knobs.isEmpty { plan.refiner = folder("refiner") }
      let job = try plan.job(model: model, with: oneThread)
      #expect(job.evaluationsPerStep().reduce(0, +) == 8)
      return rootMeanSquareDistance(try end(plan, of: model), fine)
    }
    let plain = try error([:], steps: 7)
    let refined = try error(["refined": .integer(3), "refined-from": .integer(1)], steps: 10)
    #expect(refined <= plain, "\(refined) against \(plain)")
  }

  @Test func aRefinerIsNoModel() throws {
    let folder = TemporaryFolder()
    let teacher = try smallTeacher(in: folder("teacher"), widths: [16], steps: 2)
    try train(try setup(teacher, steps: 2, batch: 16), to: folder("refiner"))
    let checkpoint = try Checkpoint(folder("refiner"))
    #expect(checkpoint.document?.role == .refiner)
    #expect(
      sentence { try checkpoint.model(with: oneThread) }
        == "\(folder("refiner")): this is a refiner, which makes no samples. Name it as refiner "
        + "beside the model that it was trained for.")
    #expect(
      sentence { try Checkpoint(folder("teacher")).companion(.refiner, with: oneThread) }
        == "\(folder("teacher")): this is a model, not a refiner. Name the folder of a refiner, as "
        + "train makes it.")
  }

  private func setup(_ teacher: FrozenNetwork, steps: Int, batch: Int) throws -> TrainingSetup {
    var plan = TrainingPlan()
    plan.method = Choice("refine")
    plan.teacher = teacher.name
    plan.network = Choice(
      "mlp", ["widths": .integers([32, 32]), "time-features": .integer(16)])
    plan.optimizer.knobs = [
      "rate": .real(3e-3), "warm-up": .integer(min(100, steps)), "average-decay": .real(0.99),
    ]
    (plan.steps, plan.batch) = (steps, batch)
    return try TrainingSetup(plan, data: smallRing, cast: TrainingCast(teacher: .network(teacher)))
      .prepared(with: oneThread)
  }
}

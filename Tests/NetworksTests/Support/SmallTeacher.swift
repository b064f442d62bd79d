import Experiments
import Files
import Glibc
import Networks
import Quickstep
import Tensors

/// Eight modes on a ring of radius 1.5, s = 0.15.
let smallRing = MixtureData(
  GaussianMixture(
    components: (0..<8).map { mode in
      let angle = Double(mode) * .pi / 4
      return .init(
        weight: 1, mean: [1.5 * cos(angle), 1.5 * sin(angle)], deviation: 0.15, classIndex: 0)
    }, classNames: []))

/// A flow that is trained here, written into a folder.
/// - Parameters:
///   - widths: of its hidden layers; two of 112 have 20,498 parameters.
///   - steps: of its training, with 128 samples each.
func smallTeacher(
  in folder: String, widths: [Int] = [112, 112], steps: Int
) throws -> FrozenNetwork {
  var plan = TrainingPlan()
  plan.network = Choice("mlp", ["widths": .integers(widths)])
  plan.optimizer.knobs = [
    "rate": .real(3e-3), "warm-up": .integer(min(100, steps)), "average-decay": .real(0.99),
  ]
  (plan.steps, plan.batch) = (steps, 128)
  try train(try TrainingSetup(plan, data: smallRing), to: folder)
  return try FrozenNetwork(folder, Checkpoint(folder), with: oneThread)
}

/// Trains to the end and writes the network.
/// - Returns: the records of all steps.
@discardableResult
func train(
  _ setup: TrainingSetup, to folder: String, with kernels: Kernels = oneThread
) throws -> [TrainingRecord] {
  var trainer = Trainer(setup, with: kernels)
  var history: [TrainingRecord] = []
  while trainer.remaining > 0 { history.append(try trainer.step()) }
  try TrainingFolder(folder).save(trainer, history: history)
  return history
}

/// Where a plan ends from the noise of its seed.
func end(_ plan: Plan, of model: any Denoiser) throws -> [Double] {
  var sampler = Sampler(try plan.job(model: model, with: oneThread))
  while try sampler.next() != nil {}
  return sampler.state
}

/// Where many steps of Euler's method end.
func fineEnd(of model: any Denoiser, seed: UInt64, batch: Int) throws -> [Double] {
  try end(
    Plan(
      schedule: Choice("flow"), grid: Choice("trailing"), solver: Choice("euler"), steps: 200,
      seed: seed, batch: batch), of: model)
}

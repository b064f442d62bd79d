import Files
import Networks
import Runs
import Tensors

/// A whole step of a training run: a batch is drawn and mixed with noise, forward, backward, the
/// gradient clipped, AdamW, and the moving average of the weights.
/// - Parameter configuration: the file that `quickstep train` takes.
func trainingStep(
  _ configuration: String, batch: Int, with kernels: Kernels
) throws -> () -> Void {
  var plan = try TrainingFile.read(configuration)
  plan.batch = batch
  let data = try ModelLibrary.trainingData("digits", limit: .max)
  var trainer = Trainer(try TrainingSetup(plan, data: data), with: kernels)
  return {
    do {
      _ = try trainer.step()
    } catch {
      fatalError("\(configuration): \(error)")
    }
  }
}

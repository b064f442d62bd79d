import Tensors

/// Stands for a model that `LinearStates` knows: it has the form of one and computes nothing.
final class LinearModel: Denoiser {
  let shape = SampleShape.point(dimensions: 1)
  let prediction = Prediction.data
  let classNames: [String] = []

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    preconditionFailure("a linear model does not evaluate")
  }
}

extension SamplingJob {
  /// The walk of a solver along a grid with a linear model, without guidance and clipping.
  init(linear solver: any Solver, _ schedule: any Schedule, along grid: Grid) {
    self.init(
      model: LinearModel(), schedule: schedule, grid: grid, solver: solver,
      guidance: Unguided(knobs: [:]), clip: NoClip(knobs: [:]),
      classes: [anyClass], noise: .seed(0), startScale: 1,
      kernels: Kernels(pool: ThreadPool(threads: 1)))
  }
}

/// Why nothing can be said of a solver on linear models.
public enum LinearityError: Error, Hashable, Sendable {
  /// It is told what the model does on average, which a linear model has no truth for.
  case needsStatistics
  /// It asks for learned variances.
  case needsVariance
  /// It chooses its steps by the numbers that it meets, or scales by them.
  case followsNumbers
  /// Its steps repeat no pattern, or differ though they are equally long in log alpha/sigma.
  case changesForever
}

extension Solver {
  /// - Throws: why it cannot walk along a linear model.
  func checkLinear() throws(LinearityError) {
    if needsStatistics { throw .needsStatistics }
    if needsVariance { throw .needsVariance }
  }
}

import Files
import Tensors

/// A network that learns: its weights, their averages, and what follows the gradient.
struct Learner {
  let weights: NetworkWeights
  let moments: [AdamWMoments]
  /// The gradient of a loss by the last answer, filled in by whoever computes the loss.
  let seed: FloatBuffer
  private let settings: AdamWSettings
  private let gradients = Gradients()
  private let program: LearnerProgram
  private let kernels: Kernels

  /// Which of its weights answer.
  enum Weights: String, CaseIterable {
    /// The moving averages of those of all steps so far.
    case averaged
    case present
  }

  /// What a descent did.
  struct Descent {
    /// The length of the gradient, before it was clipped.
    let norm: Double
    let rate: Double
  }

  init(_ setup: TrainingSetup, with kernels: Kernels) {
    self.kernels = kernels
    settings = setup.optimizer
    weights =
      setup.lesson.start?.copy()
      ?? .initial(of: setup.network, seed: setup.plan.seed, with: kernels)
    moments = weights.parameters.map { AdamWMoments($0) }
    program = LearnerProgram(
      setup.network, setup.data.shape, weights, .training(gradients), kernels,
      batch: setup.plan.batch)
    seed = FloatBuffer(count: program.outputCount)
  }

  func answer<Result>(
    times: [Float]?, classes: [Int32],
    samples write: (UnsafeMutableBufferPointer<Float>) -> Void,
    _ body: (UnsafeBufferPointer<Float>) -> Result
  ) -> Result {
    program.answer(times: times, classes: classes, samples: write, body)
  }

  /// The same network with the moving averages in the place of its weights, as they go on.
  func averagedProgram(_ setup: TrainingSetup, with kernels: Kernels) -> LearnerProgram {
    let averages = NetworkWeights(
      parameters: zip(weights.parameters, moments).map {
        Parameter(name: $0.name, dimensions: $0.dimensions, sharing: $1.average)
      })
    return LearnerProgram(
      setup.network, setup.data.shape, averages, .training(Gradients()), kernels,
      batch: setup.plan.batch)
  }

  /// A tape whose backward passes add to the gradients.
  func tape() -> Tape { Tape(kernels: kernels, purpose: .training(gradients)) }

  /// Adds the gradient that `seed` leads to.
  func backward() { program.backward(seed.values) }

  /// Goes down a gradient, at a step counted from 0.
  /// - Parameter backward: adds it to the gradients.
  /// - Returns: `nil`, with nothing changed, where the gradient has no length.
  func descend(at step: Int, of steps: Int, _ backward: () -> Void) -> Descent? {
    gradients.clear()
    backward()
    let norm = weights.parameters.reduce(0) {
      $0 + kernels.sumOfSquares(gradients[$1])
    }.squareRoot()
    guard norm.isFinite else { return nil }
    let rate = settings.rate(step: step, of: steps)
    var descent = AdamWStep(
      rate: rate, beta1: settings.beta1, beta2: settings.beta2, number: step + 1,
      gradientScale: norm > settings.clip ? settings.clip / norm : 1,
      averageDecay: settings.averageDecay(step: step))
    for (parameter, moments) in zip(weights.parameters, moments) {
      // Biases and the scales of normalisations do not decay.
      descent.decay = parameter.dimensions.count > 1 ? settings.weightDecay : 0
      kernels.step(descent, parameter, gradient: gradients[parameter], moments)
    }
    return Descent(norm: norm, rate: rate)
  }
}

import Files
import Glibc
import Quickstep
import Tensors

/// Trains a network, one step a call.
///
///     var trainer = Trainer(setup, with: kernels)
///     while trainer.remaining > 0 { print(try trainer.step().loss) }
///
/// It touches no file and no clock. What a step does is a function of (seed, step) and of the state
/// before it, so that a run which is taken up again goes on bit for bit, at any number of threads.
/// Copies of a trainer share its state.
public struct Trainer {
  public let setup: TrainingSetup
  /// Steps that were taken.
  public internal(set) var taken = 0
  public let weights: NetworkWeights

  let moments: [AdamWMoments]
  private let kernels: Kernels
  private let gradients = Gradients()
  private let program: TrainingProgram
  private var batch: TrainingBatch

  /// A trainer before its first step.
  public init(_ setup: TrainingSetup, with kernels: Kernels) {
    self.setup = setup
    self.kernels = kernels
    weights = .initial(
      of: setup.network, seed: UInt64(setup.document.optimizer.seed), with: kernels)
    moments = weights.parameters.map { AdamWMoments($0) }
    program = TrainingProgram(
      setup, weights, gradients, kernels, batch: setup.document.optimizer.batch)
    batch = TrainingBatch(setup)
  }

  /// Steps that are yet to be taken.
  public var remaining: Int { max(0, setup.document.optimizer.steps - taken) }

  /// Takes a step.
  /// - Throws: `TrainingError.notFinite`; weights and averages are then those before the step.
  public mutating func step() throws(TrainingError) -> TrainingRecord {
    batch.draw(step: taken, with: kernels)
    gradients.clear()
    let loss = program.loss(of: batch)
    guard loss.isFinite else { throw .notFinite(quantity: .loss, step: taken + 1, saved: 0) }
    program.backward()
    let norm = gradientNorm
    guard norm.isFinite else { throw .notFinite(quantity: .gradient, step: taken + 1, saved: 0) }
    let rate = setup.document.optimizer.rate(step: taken)
    descend(rate: rate, norm: norm)
    taken += 1
    return TrainingRecord(
      step: taken, loss: loss, gradientNorm: Float(norm), rate: Float(rate))
  }

  /// The length of the gradient by all parameters.
  private var gradientNorm: Double {
    weights.parameters.reduce(0) { $0 + kernels.sumOfSquares(gradients[$1]) }.squareRoot()
  }

  private func descend(rate: Double, norm: Double) {
    let settings = setup.document.optimizer
    var step = AdamWStep(
      rate: rate, beta1: settings.beta1, beta2: settings.beta2, number: taken + 1,
      gradientScale: norm > settings.clip ? settings.clip / norm : 1,
      averageDecay: settings.averageDecay(step: taken))
    for (parameter, moments) in zip(weights.parameters, moments) {
      // Biases and the scales of normalisations do not decay.
      step.decay = parameter.dimensions.count > 1 ? settings.weightDecay : 0
      kernels.step(step, parameter, gradient: gradients[parameter], moments)
    }
  }
}

extension Trainer {
  /// The moving average of the weights, in memory of its own.
  public func averagedWeights() -> NetworkWeights {
    let result = NetworkWeights(setup.network.weights)
    for (parameter, moments) in zip(result.parameters, moments) {
      _ = parameter.values.mutableValues.update(fromContentsOf: moments.average.values)
    }
    return result
  }
}

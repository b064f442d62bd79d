import Experiments
import Files
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
  private var context: TrainingContext
  private var lesson: any Lesson

  /// A trainer before its first step.
  public init(_ setup: TrainingSetup, with kernels: Kernels) {
    self.setup = setup
    context = TrainingContext(setup, with: kernels)
    lesson = setup.lesson
  }

  /// Steps that are yet to be taken.
  public var remaining: Int { max(0, setup.plan.steps - taken) }

  public var weights: NetworkWeights { context.student.weights }
  var moments: [AdamWMoments] { context.student.moments }

  /// What the training comes to so far, beside its loss; `nil` where there is nothing to say.
  public func finding() -> Finding? {
    lesson.finding((try? model()) ?? nil, with: context.kernels)
  }

  /// Takes a step.
  /// - Throws: `TrainingError.notFinite`; weights and averages are then those before the step.
  public mutating func step() throws(TrainingError) -> TrainingRecord {
    context.step = taken
    let loss = try lesson.step(&context)
    taken += 1
    return TrainingRecord(
      step: taken, loss: loss, gradientNorm: Float(context.descent.norm),
      rate: Float(context.descent.rate), told: context.told)
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

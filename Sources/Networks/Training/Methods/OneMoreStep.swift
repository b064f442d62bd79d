import Experiments
import Files
import Quickstep

/// A small network learns the step that comes before a sampler's first one, from pure noise to
/// where its path begins (Hu et al. 2024, One More Step): what is known of a sample where alpha is 0,
///
///     L = |psi(eps, class) + x_0|²,
///
/// the velocity at pure noise. The time that it is told is always that of pure noise.
struct OneMoreStep: TrainingMethod {
  static let declaration = Declaration(
    "one-more-step", title: "one more step",
    summary: "a small network learns what pure noise says of a sample: its class's mean",
    paper: "Hu et al. 2024, One More Step: A Versatile Plug-and-Play Module for Rectifying "
      + "Diffusion Schedule Flaws")
  static let unused: Set = [
    "objective", "schedule", "solver", "grid", "guidance", "sampling-steps",
  ]

  init(_ knobs: KnobValues) {}

  func lesson(_ brief: TrainingBrief) throws(TrainingError) -> any Lesson {
    let (plan, data) = (brief.plan, brief.data)
    if plan.isConditional, data.classNames.isEmpty { throw .noClasses(.conditional) }
    let network = try brief.layers().predictor(data.shape, classCount: brief.classCount)
    var description = NetworkDocument(
      kind: .unet, prediction: .velocity, schedule: Choice(RectifiedFlow.declaration.name),
      timeScale: 1000)
    description.role = .oneMoreStep
    description.describe(network)
    if plan.isConditional {
      description.classes = data.classNames
      description.nullClass = data.classNames.count
    }
    return OneMoreStepLesson(network: network, description: description)
  }
}

struct OneMoreStepLesson: Lesson {
  let network: any Network
  let description: NetworkDocument

  var product: TrainingProduct { .network(description) }

  func step(_ run: inout TrainingContext) throws(TrainingError) -> Float {
    run.draw()
    run.dropClasses()
    run.drawNoise()
    let times = Array(repeating: Float(description.timeScale), count: run.batch)
    let noise = Array(repeating: Question.Mixture(data: 0, noise: 1), count: run.batch)
    let negative = Array(repeating: Question.Mixture(data: -1, noise: 0), count: run.batch)
    let loss = run.loss(times: times, samples: { $0.mix($1, noise) }) { run, answer in
      run.squaredDistance(answer) { $0.mix($1, negative) }
    }
    try run.descend(loss)
    return loss
  }
}

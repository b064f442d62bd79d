import Files
import Quickstep

/// The squared distance of what the network predicts of noisy samples to what it should, at levels
/// that are drawn; `Objective` has the papers.
struct PredictionMatching: Lesson {
  let network: any Network
  let objective: Objective
  let description: NetworkDocument

  var product: TrainingProduct { .network(description) }

  func step(_ run: inout TrainingContext) throws(TrainingError) -> Float {
    run.draw()
    run.dropClasses()
    run.drawNoise()
    let questions = run.levels(of: objective).map(objective.question)
    let loss = run.loss(
      times: questions.map { Float($0.time) }, samples: { $0.mix($1, questions.map(\.input)) }
    ) { run, answer in
      run.squaredDistance(answer, to: { $0.mix($1, questions.map(\.target)) })
    }
    try run.descend(loss)
    return loss
  }
}

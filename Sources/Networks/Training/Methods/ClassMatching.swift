import Files

/// The cross entropy of the classes that the network finds in clean samples.
struct ClassMatching: Lesson {
  let network: any Network
  let description: ClassifierDocument

  var product: TrainingProduct { .classifier(description) }

  func step(_ run: inout TrainingContext) throws(TrainingError) -> Float {
    run.draw()
    let loss = run.loss(times: nil, samples: { $0.writeClean($1) }) { run, answer in
      run.crossEntropy(answer)
    }
    try run.descend(loss)
    return loss
  }
}

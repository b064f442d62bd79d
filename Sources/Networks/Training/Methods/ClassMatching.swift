/// The cross entropy of the classes that the network finds in clean samples.
struct ClassMatching: TrainingMethod {
  func step(_ run: inout TrainingContext) throws(TrainingError) -> Float {
    run.draw()
    let loss = run.loss(times: nil, samples: { $0.writeClean($1) }) { run, answer in
      run.crossEntropy(answer)
    }
    try run.descend(loss)
    return loss
  }
}

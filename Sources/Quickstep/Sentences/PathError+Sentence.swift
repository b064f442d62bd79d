// What, where, what to do next.

extension PathError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notExact:
      "There is no exact path: the distribution of this model is not known. "
        + "Mixtures and data sets have one."
    case .drawsNoise:
      "There is no exact path: this solver adds fresh noise, so that no single path is right. "
        + "Choose a solver without noise to see the error of each step."
    case .guidanceFollowsSteps:
      "There is no exact path: this guidance depends on the steps, so that no single path is "
        + "right. Set its momentum or zeroed steps to 0 to see the error of each step."
    case .forked:
      "There is no exact path: the run that was forked follows another one. Leave model, schedule, "
        + "guidance, class and seed as they are there to see the error of each step."
    case .stopped: "The exact path was stopped. Run again to solve it."
    case .notFinite(let level):
      "There is no exact path: the model has no finite prediction at \(levelText(level)). "
        + (likelyCause(.data, level) ?? ownNumbers)
    case .tooStiff(let evaluations, let level):
      "The exact path is too stiff to follow: \(evaluations) evaluations led no further than "
        + "\(levelText(level)). Bring the guidance scale nearer to 1."
    }
  }
}

extension MetricError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .stopped: "Measuring was stopped. Run again to measure the quality."
    }
  }
}

// What, where, what to do next.

extension LedgerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .bends(let word):
      "The ledger follows Gaussians, and \(word) would bend them. Choose \(word) as it is "
        + "at first."
    case .starts:
      "The ledger knows the starts run and exact alone. Choose the start noise."
    case .noMoments(let model):
      "The mean and covariance of \(shown(model)) are not known. Take a mixture or a data set of "
        + "at most \(GaussianLaw.mostCoordinates) numbers a sample, and class any or one class."
    }
  }
}

extension LinearityError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .needsStatistics:
      "The solver goes by the statistics of its model, which linear models lack. Have it "
        + "extrapolate data or noise, or choose another solver."
    case .needsVariance: "The solver wants learned variances. Choose variance small or large."
    case .followsNumbers:
      "The solver follows the numbers that it meets, so that a step has no coefficients of its own. "
        + "Choose a solver with fixed steps."
    case .changesForever:
      "The solver takes no two steps alike, even where they are equally long in log alpha/sigma, so "
        + "that no recurrence describes it. Choose another."
    }
  }
}

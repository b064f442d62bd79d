import Experiments

/// What solvers are, as lists show them together.
extension Declaration.Group {
  static let oneStep = Self("One evaluation, no memory")
  static let rungeKutta = Self("Runge-Kutta: more evaluations a step")
  static let multistep = Self("Multistep: earlier evaluations are used again")
  static let stochastic = Self("With fresh noise")
  static let renoising = Self("Renoising, for distilled models")
}

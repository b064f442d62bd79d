import Glibc

extension SolverSchedule {
  /// What a predictor knows of a schedule: for every step its place, also as sinusoids, its length,
  /// and its settings, one number for each word. Schedules whose first step goes by zeros have one
  /// step more than others, so that steps are told from the end.
  /// - Parameter count: the most steps that a schedule has.
  func features(steps count: Int) -> [Double] {
    let own = steps.indices.map(settings)
    let width = own[0].count
    let missing = Array(repeating: 0.0, count: width * max(0, count - steps.count))
    return missing + own.joined() + [first == .model ? 0 : 1, end == .clean ? 1 : 0]
  }

  private func settings(_ index: Int) -> [Double] {
    let step = steps[index]
    let from = start(index), to = end(index) ?? 1.15
    func flag(_ isSo: Bool) -> Double { isSo ? 1 : 0 }
    let waves = [1.0, 2, 4].flatMap { [sin(.pi * from * $0), cos(.pi * from * $0)] }
    return [2 * from - 1, 4 * (to - from) - 1] + waves
      + (1...4).map { flag(step.order == $0) }
      + [
        sign(step.prediction), flag(step.corrector == .pseudo),
        flag(step.slope == .midpoint), flag(step.slope == .linear), 5 * step.relaxation,
        flag(step.slopeNodes != UnifiedStrategy.mostNodes), flag(step.stepsBack > 0),
      ]
  }

  private func sign(_ prediction: UnifiedStrategy.Expanded) -> Double {
    switch prediction {
    case .data: 1
    case .v3: 0
    case .noise: -1
    }
  }
}

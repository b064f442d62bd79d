// What, where, what to do next.

extension SearchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewLevels(let count, let steps):
      "\(steps) steps cannot be chosen from \(count) levels. Make the method's fine larger, or "
        + "take fewer steps."
    case .drawsNoise(let solver):
      "The solver \(shown(solver)) draws fresh noise, so that its runs have no end to come near to. "
        + "Choose one without noise."
    case .stepsVary(let method):
      "The method \(shown(method)) tries other steps than the plan's, so that skip cannot say what each "
        + "leaves out. Set skip to none."
    case .nothingToLeaveOut(let model, let parts, let share):
      parts == 0
        ? "\(shown(model)) has no parts that could be left out. Set the method's skip to 0, or take "
          + "a network."
        : "\(brief(share)) of the \(parts) parts of \(shown(model)) is less than one. Make the "
          + "method's skip larger, or 0."
    case .tooManyEvaluations(let count, let most):
      "The plan has \(count) evaluations, and schedules are searched for \(most) at most. Take fewer "
        + "steps."
    case .nothingToCompare:
      "None of these solvers can run on any of these grids. Name others, or all."
    }
  }
}

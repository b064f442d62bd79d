// What several sentences say.

/// What makes numbers overflow at some levels, and the way out; `nil` where it is not the level.
func likelyCause(_ quantity: SamplingError.Quantity, _ level: NoiseLevel) -> String? {
  if level.alpha == 0 {
    return "Alpha is 0 there, where data cannot be told from a noise prediction. "
      + "Choose predicts=data or velocity, or a grid that starts below pure noise."
  }
  if level.rho > 1e4 {
    return "Sigma/alpha is very large there. Lower the grid's max."
  }
  if level.sigma == 0, quantity == .data {
    return "There is no noise left there, where noise cannot be told from a data prediction. "
      + "Choose another solver, or end the grid at min."
  }
  return nil
}

/// For the first prediction, made of a finite start.
let ownNumbers =
  "The start is finite, so the model gave it. Check the numbers in the model's file."

func levelText(_ level: NoiseLevel) -> String {
  "sigma/alpha \(brief(level.rho)) (alpha \(brief(level.alpha)), "
    + "sigma \(brief(level.sigma)))"
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}

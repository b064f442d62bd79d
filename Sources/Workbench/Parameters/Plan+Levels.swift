import Quickstep

extension Plan {
  static let levelsLimit = stepsRange.upperBound + 1

  /// The plan with another value of one hand-written level.
  /// - Parameter typed: the value as the person wrote it, for the message.
  func replacingLevel(_ index: Int, by sigma: Double, typed: String) throws -> Plan {
    guard var sigmas = handWrittenLevels, sigmas.indices.contains(index) else {
      throw ParameterError.generatedLevel
    }
    guard sigma.isFinite, sigma >= 0, sigma <= 1e9 else {
      throw ParameterError.badLevel(text: typed)
    }
    let above = index > 0 ? sigmas[index - 1] : nil
    let below = index + 1 < sigmas.count ? sigmas[index + 1] : nil
    guard sigma < above ?? .infinity, sigma > below ?? -1 else {
      throw ParameterError.levelOrder(text: typed, above: above, below: below)
    }
    sigmas[index] = sigma
    var plan = self
    plan.setHandWrittenLevels(sigmas)
    return plan
  }

  /// The plan with one more level, between a level and the next.
  func insertingLevel(after index: Int) throws -> Plan {
    guard var sigmas = handWrittenLevels else { throw ParameterError.generatedLevel }
    guard sigmas.count < Self.levelsLimit else {
      throw ParameterError.tooManyLevels(limit: Self.levelsLimit)
    }
    let first = min(max(0, index), max(0, sigmas.count - 2))
    guard sigmas.indices.contains(first + 1) else { throw ParameterError.tooFewLevels }
    let (above, below) = (sigmas[first], sigmas[first + 1])
    let middle = below > 0 ? (above * below).squareRoot() : above / 2
    guard middle < above, middle > below else {
      throw ParameterError.levelOrder(text: brief(middle), above: above, below: below)
    }
    sigmas.insert(middle, at: first + 1)
    var plan = self
    plan.setHandWrittenLevels(sigmas)
    return plan
  }

  /// The plan without one of its levels.
  func removingLevel(_ index: Int) throws -> Plan {
    guard var sigmas = handWrittenLevels, sigmas.indices.contains(index) else {
      throw ParameterError.generatedLevel
    }
    guard sigmas.count > 2 else { throw ParameterError.tooFewLevels }
    sigmas.remove(at: index)
    var plan = self
    plan.setHandWrittenLevels(sigmas)
    return plan
  }
}

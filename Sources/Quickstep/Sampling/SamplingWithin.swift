import Experiments

/// A plan about a plan of sampling, whose words are its own as well.
protocol SamplingWithin: Worded {
  var plan: Plan { get set }
}

extension SamplingWithin {
  /// A word of sampling.
  /// - Parameter label: `nil` for the word's own.
  static func word(_ key: String, label: String? = nil, rank: Int) -> PlanWord<Self> {
    guard let word = Plan.words[key] else { preconditionFailure("sampling has no word \(key)") }
    return word.within(\.plan, label: label, rank: rank)
  }
}

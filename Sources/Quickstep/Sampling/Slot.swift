/// A batch of states that the step context owns; valid until the end of the step in which it was
/// made, and as long as it is the state or in the history.
public struct Slot: Hashable, Sendable {
  let index: Int
}

/// A slot times a coefficient.
public typealias Term = (slot: Slot, coefficient: Double)

/// A slot times a weight for each coordinate of a sample; one weight alone is for all of them.
public typealias CoordinateTerm = (slot: Slot, weights: [Double])

/// What a method may remember beyond the step, each kind in a list of its own.
public enum Track: CaseIterable, Hashable, Sendable {
  case evaluations, states, noises
  /// What statistics of the model leave of predictions.
  case rests
  /// What the steps followed, where it is more than an evaluation.
  case slopes
  /// What guidance remembers.
  case guidances
}

/// An evaluation or a state that a method remembers.
public struct Past: Sendable {
  public let slot: Slot
  public let level: NoiseLevel
}

/// The part of a sentence that a word belongs to, and the panel that shows it.
public enum Role: String, CaseIterable, Sendable {
  /// The problem.
  case model
  /// The method.
  case solver
  /// The budget.
  case steps
  /// What bends it.
  case guidance
}

/// Why a run cannot take its first steps from another one.
public enum ForkError: Error, Hashable, Sendable {
  /// Such runs have no state that another plan could go on from.
  case cannotFork(family: String, able: [String])
  case otherFamily(String, of: String)
  case tooDeep(most: Int)
  /// A text that is no number of a step.
  case badStep(String)
  /// There is a sentence, and no step of it.
  case missingStep
  /// There is a step, and no sentence that it is of.
  case missingSentence
  /// The sentence has fewer steps.
  case beyond(step: Int, steps: Int)
  /// A word that has to stay as it was.
  case differs(word: String, here: String, origin: String)
  /// The plan has no steps after that one.
  case nothingLeft(step: Int, steps: Int)
  /// What was asked for is of one plan.
  case onePlanOnly
}

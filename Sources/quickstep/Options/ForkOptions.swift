import ArgumentParser
import Experiments
import Quickstep
import Runs

/// The flags that have another run take the first steps.
struct ForkOptions<Subject: Family>: ParsableArguments {
  @Option(
    name: .customLong(Origin.sentenceKey), parsing: .unconditional,
    help: Self.help(
      "Go on from a step of this run: a run line, or its words as here; none for no such run.",
      "line"))
  var sentence: String?
  @Option(
    name: .customLong(Origin.stepKey), parsing: .unconditional,
    help: Self.help("The step of that run to go on from, 0 for its start.", "n"))
  var step: String?

  /// Whether nothing was said.
  var isEmpty: Bool { sentence == nil && step == nil }

  /// A sentence whose first steps are taken as the flags say.
  /// - Parameter own: what somebody starts with where the other run's words say nothing.
  /// - Throws: `ForkError`, or why the other run cannot be read.
  func sentence(
    _ sentence: Sentence, among families: Families, _ own: PlanDefaults
  ) throws -> Sentence {
    try families.sentence(sentence, forkedAt: step, of: self.sentence) {
      try families.sentence(argument: $0, own)
    }
  }

  /// Hidden where such runs cannot fork.
  private static func help(_ text: String, _ valueName: String) -> ArgumentHelp {
    ArgumentHelp(
      "\(text)", valueName: valueName,
      visibility: Subject.self is any ForkableFamily.Type ? .default : .hidden)
  }
}

extension Plan {
  /// The plan of a sentence whose steps are all its own.
  /// - Throws: `ForkError`.
  init(unforked sentence: Sentence) throws(ForkError) {
    guard sentence.origin == nil else { throw .onePlanOnly }
    self.init(sentence)
  }
}

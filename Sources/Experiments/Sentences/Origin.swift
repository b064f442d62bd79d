/// Where a run takes its first steps from: another sentence, as far as one of its steps.
///
/// The sentence may take its own first steps from yet another one. Runs follow from their sentences,
/// so that these steps are taken anew and nothing of them is stored.
public indirect enum Origin: Hashable, Sendable {
  case after(step: Int, of: Sentence)

  /// How many origins may follow each other.
  public static let deepest = 6
  /// Its words in run lines, and its keys in files.
  public static let sentenceKey = "fork-of", stepKey = "fork-step"
  /// In place of a sentence: there is no origin.
  public static let none = "none"

  /// Steps that the sentence itself takes from its own origin are said to be that one's.
  /// - Parameter step: the last one that is taken, 0 for the start alone.
  public init(_ step: Int, of sentence: Sentence) {
    var sentence = sentence
    while let earlier = sentence.origin, step <= earlier.step { sentence = earlier.sentence }
    self = .after(step: step, of: sentence)
  }

  public var step: Int {
    switch self {
    case .after(let step, _): step
    }
  }

  public var sentence: Sentence {
    switch self {
    case .after(_, let sentence): sentence
    }
  }

  /// How many origins follow each other, this one counted.
  public var depth: Int { 1 + (sentence.origin?.depth ?? 0) }
}

import Experiments
import Runs

/// A run that is marked to be compared with others.
public struct RunMark: Hashable, Sendable {
  public let sentence: Sentence
  /// Where it comes from, in a few letters: empty for the run that was shown.
  public let title: String
}

extension State {
  /// Marks a run, from whatever list it is taken; what is marked stays so.
  /// - Parameter title: where it comes from, in a few letters.
  mutating func mark(_ sentence: Sentence, title: String = "") {
    guard !isMarked(sentence) else { return }
    if let first = marks.first, first.sentence.family != sentence.family {
      return inform(
        "The marked runs are of the kind \(families[first.sentence].title); \(key("marks")) shows them, X there "
          + "unmarks them.")
    }
    guard marks.count < CompareError.counts.upperBound else {
      return inform(
        "\(marks.count) runs are marked, and no more can be compared; \(key("marks")) shows them.")
    }
    marks.append(RunMark(sentence: sentence, title: title))
    let letter = Self.letter(marks.count - 1)
    inform(
      marks.count == 1
        ? "Marked as A; mark another one and \(key("compare")) compares them."
        : "Marked as \(letter); \(key("compare")) compares: \(markTexts.joined(separator: "  "))")
  }

  public func isMarked(_ sentence: Sentence) -> Bool { marks.contains { $0.sentence == sentence } }

  mutating func unmark(_ sentence: Sentence) {
    marks.removeAll { $0.sentence == sentence }
    inform(marks.isEmpty ? "No run is marked now." : "Unmarked; \(marks.count) are marked.")
  }

  /// Each marked run by its letter, and what it says otherwise than the others.
  public var markTexts: [String] {
    let texts = families.differing(among: marks.map(\.sentence))
    return zip(marks, texts).enumerated().map { index, pair in
      [Self.letter(index), pair.0.title, pair.1].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  /// `A` for the first.
  public static func letter(_ index: Int) -> String {
    String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(index)))
  }

  /// Runs the marked ones in lock-step.
  mutating func compareMarked() -> [Effect] {
    open = nil
    // All but what is asked of the engine is as for a run.
    _ = start(marks[0].sentence, .running)
    return [.compare(marks.map(\.sentence))]
  }
}

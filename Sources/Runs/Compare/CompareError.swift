import Experiments

/// Why runs cannot be compared.
public enum CompareError: Error, Hashable, Sendable {
  /// How many there may be.
  public static let counts = 2...16

  case tooFew(Int)
  case tooMany(Int)
  case differentFamilies(String, String, from: String)
  /// A sample of a run has another shape than one of the first.
  case differentShapes(String, [Int], from: [Int])
  /// A run would write where an earlier one does.
  case samePlace(String, String, word: String, place: String)
  case failed(String, line: String, reason: String)
}

extension CompareError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFew(let count):
      count == 0
        ? "There is no run to compare. Give two or more."
        : "There is one run, and nothing to compare it with. Give another one."
    case .tooMany(let count):
      "\(count) runs are more than can be compared. Give \(Self.counts.upperBound) at most."
    case .differentFamilies(let letter, let name, let first):
      "\(letter) is a run of the kind \(name), and A one of \(first). Compare runs of one kind."
    case .differentShapes(let letter, let shape, let first):
      "A sample of \(letter) has \(text(shape)), and one of A \(text(first)). "
        + "Compare runs with samples of one shape."
    case .samePlace(let letter, let first, let word, let place):
      "\(letter) would write to \(PrintableText(place, limit: 120).text) as \(first) does. "
        + "Give each another \(word)."
    case .failed(let letter, let line, let reason):
      "\(letter) (\(PrintableText(line, limit: 200).text)): \(reason)"
    }
  }

  private func text(_ shape: [Int]) -> String {
    shape.isEmpty
      ? "one number"
      : shape.map { "\($0)" }.joined(separator: " x ") + " numbers"
  }
}

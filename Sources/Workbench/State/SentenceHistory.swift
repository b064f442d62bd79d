import Experiments

/// The sentences before and after the present one, for undo and redo.
///
/// Changes of one place that follow each other directly count as one.
public struct SentenceHistory: Equatable, Sendable {
  public private(set) var past: [Sentence] = []
  public private(set) var future: [Sentence] = []
  private var latest: Place?

  static let limit = 1000

  /// Remembers `old`, which a change of `place` replaced.
  mutating func record(_ old: Sentence, changed place: Place?) {
    future = []
    defer { latest = place }
    guard past.isEmpty || place == nil || place != latest else { return }
    past.append(old)
    if past.count > Self.limit { past.removeFirst() }
  }

  /// Ends the present change: the next one counts on its own.
  mutating func close() { latest = nil }

  /// The sentence before `present`.
  mutating func undo(from present: Sentence) -> Sentence? {
    latest = nil
    guard let sentence = past.popLast() else { return nil }
    future.append(present)
    return sentence
  }

  /// The sentence that undoing left.
  mutating func redo(from present: Sentence) -> Sentence? {
    latest = nil
    guard let sentence = future.popLast() else { return nil }
    past.append(present)
    return sentence
  }
}

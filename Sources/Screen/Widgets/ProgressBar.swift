import Experiments

/// How far something is, as one line of text.
///
///     ProgressBar(head: "step 6/10", share: 0.6, parts: [.init("4 s left", importance: 2)])
///       .text(columns: 40, glyphs: .braille)  // step 6/10  █████████░░░░░░░  4 s left
public struct ProgressBar: Equatable, Sendable {
  public struct Part: Equatable, Sendable {
    public let text: String
    /// Higher stays longer where there is little room.
    public let importance: Int

    public init(_ text: String, importance: Int) {
      self.text = text
      self.importance = importance
    }
  }

  /// What always stands, at the left end.
  public let head: String
  /// 0 … 1; `nil` where nobody knows how much there is, and no bar stands.
  public let share: Double?
  /// What stands behind the bar.
  public let parts: [Part]

  public init(head: String, share: Double?, parts: [Part]) {
    self.head = head
    self.share = share
    self.parts = parts.filter { !$0.text.isEmpty }
  }

  /// Columns of a bar: none is better than a shorter one, and a longer one tells no more.
  private static let widths = 8...24

  /// The line, which leaves the last column free so that no terminal goes on to the next one.
  public func text(columns: Int, glyphs: DisplayCapabilities.GlyphLevel) -> String {
    let room = max(0, columns - 1)
    var kept = parts
    func line(_ bar: String?) -> String {
      ([head] + [bar].compactMap { $0 } + kept.map(\.text)).joined(separator: "  ")
    }
    while line(nil).count > room, let least = kept.map(\.importance).min() {
      kept.removeAll { $0.importance == least }
    }
    let spare = room - line("").count
    guard let share, spare >= Self.widths.lowerBound else { return String(line(nil).prefix(room)) }
    return line(bar(share, columns: min(spare, Self.widths.upperBound), glyphs))
  }

  private func bar(
    _ share: Double, columns: Int, _ glyphs: DisplayCapabilities.GlyphLevel
  ) -> String {
    let (full, empty) = glyphs == .ascii ? ("#", "-") : ("█", "░")
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    let filled = Int(share * Double(columns))
    return String(repeating: full, count: filled)
      + String(repeating: empty, count: columns - filled)
  }
}

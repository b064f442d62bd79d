/// The line that says what can be pressed now.
public struct KeyHints: Hashable, Sendable {
  public struct Hint: Hashable, Sendable {
    public var key: String
    public var action: String
    /// Higher stays longer.
    public var importance: Int

    public init(_ key: String, _ action: String, importance: Int = 0) {
      self.key = key
      self.action = action
      self.importance = importance
    }

    var width: Int { cellWidth(key) + 1 + cellWidth(action) }
  }

  public var hints: [Hint]
  /// Shown against the right edge while all hints have room beside it.
  public var note: String

  public init(_ hints: [Hint], note: String = "") {
    self.hints = hints
    self.note = note
  }

  private static let gap = 3

  /// The hints there is room for in `width` cells, in their order; the least important one goes
  /// first, of equals the last.
  public func shown(width: Int) -> [Hint] {
    var shown = hints
    func needed() -> Int { shown.reduce(0) { $0 + $1.width + Self.gap } - Self.gap }
    while !shown.isEmpty, needed() > width {
      let least = shown.indices.reversed().min { shown[$0].importance < shown[$1].importance }
      shown.remove(at: least!)
    }
    return shown
  }

  /// Draws into the first row of `rect`, a blank column left and right.
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) {
    var place = rect.line(0).inset(columns: 1, rows: 0)
    for hint in shown(width: place.columns) {
      let key = frame.write(hint.key, in: place, style: look.style(.key))
      place = place.droppingLeft(key + 1 - place.column)
      let end = frame.write(hint.action, in: place, style: look.style(.keyHint))
      place = place.droppingLeft(end + Self.gap - place.column)
    }
    guard !note.isEmpty, cellWidth(note) <= place.columns else { return }
    frame.write(note, in: place, alignment: .right, style: look.style(.dim))
  }
}

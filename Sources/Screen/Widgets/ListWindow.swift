/// Which part of a long list is visible.
///
/// Where the list is longer than its place, the first or last row says how many items are hidden
/// there, and the selection keeps two items of context on either side where there is room.
public struct ListWindow: Hashable, Sendable {
  /// The items shown.
  public let items: Range<Int>
  /// Items hidden before and after; a row of its own says so where it is not 0.
  public let hiddenBefore: Int
  public let hiddenAfter: Int
  /// What to pass as `previous` next time, so that the list moves only when it must.
  public let first: Int

  /// - Parameters:
  ///   - count: items in the list.
  ///   - rows: rows for items and for saying what is hidden.
  ///   - selected: the item that must be visible; clamped to the list.
  ///   - previous: `first` of the window shown before.
  ///   - scrolled: items that the window is turned away from where the selection has it.
  public init(count: Int, rows: Int, selected: Int?, previous: Int = 0, scrolled: Int = 0) {
    let rows = max(0, rows)
    guard count > rows else {
      (items, hiddenBefore, hiddenAfter, first) = (0..<max(0, count), 0, 0, 0)
      return
    }
    // Below 3 rows there is no room to say what is hidden.
    let note = rows >= 3 ? 1 : 0
    var start = previous
    if let selected = selected.map({ min(max(0, $0), count - 1) }) {
      let context = max(0, min(2, (rows - 1 - 2 * note) / 2))
      let lowest = selected - (rows - 1 - note - context)
      let highest = selected - note - context
      start = min(max(start, lowest), max(lowest, highest))
    }
    first = min(max(0, min(max(0, start), count - rows) + scrolled), count - rows)
    let before = first > 0 ? first + note : 0
    let after = first + rows < count ? count - first - rows + note : 0
    items = before..<max(before, count - after)
    hiddenBefore = note == 1 ? before : 0
    hiddenAfter = note == 1 ? after : 0
  }

  /// Draws the rows that say what is hidden.
  /// - Parameter counts: whether an item is one of those that are said to be hidden.
  /// - Returns: the rows left for items, each with the item's index.
  func drawNotes(
    in rect: Rect, of frame: inout Frame, look: Look, counting counts: (Int) -> Bool = { _ in true }
  ) -> [(item: Int, line: Rect)] {
    if hiddenBefore > 0 {
      let count = (0..<hiddenBefore).count(where: counts)
      frame.write(
        "  \(Glyph.ellipsis)  \(count) before", in: rect.line(0), style: look.style(.dim))
    }
    if hiddenAfter > 0 {
      let last = rect.line(rect.rows - 1)
      let count = (items.upperBound..<items.upperBound + hiddenAfter).count(where: counts)
      frame.write("  \(Glyph.ellipsis)  \(count) more", in: last, style: look.style(.dim))
    }
    return lines(in: rect)
  }

  /// The rows of items, each with the item's index.
  func lines(in rect: Rect) -> [(item: Int, line: Rect)] {
    let first = hiddenBefore > 0 ? 1 : 0
    return items.map { item in (item, rect.line(first + item - items.lowerBound)) }
  }
}

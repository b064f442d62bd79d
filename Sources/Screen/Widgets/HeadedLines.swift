/// The lines of a list whose items stand in groups, each under the title of its group.
public struct HeadedLines: Hashable, Sendable {
  public enum Line: Hashable, Sendable {
    case heading(String)
    /// By its place among the items.
    case item(Int)
  }

  public let lines: [Line]

  /// Below so many rows titles take more room than they are worth.
  private static let leastRows = 8

  /// - Parameters:
  ///   - groups: the title of each item's group; `nil` for none.
  ///   - rows: in which the list is drawn.
  public init(_ groups: [String?], rows: Int) {
    var lines: [Line] = []
    for (index, group) in groups.enumerated() {
      let before = index > 0 ? groups[index - 1] : nil
      if let group, group != before, rows >= Self.leastRows { lines.append(.heading(group)) }
      lines.append(.item(index))
    }
    self.lines = lines
  }

  /// The line of an item.
  public func line(of item: Int?) -> Int? { item.flatMap { lines.firstIndex(of: .item($0)) } }

  func isItem(_ line: Int) -> Bool { if case .item = lines[line] { true } else { false } }
}

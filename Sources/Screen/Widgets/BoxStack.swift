/// Boxes on top of each other that share the border between them.
///
/// The box with the focus has heavy lines in the colour of the focus, the others light ones.
public struct BoxStack: Hashable, Sendable {
  public struct Section: Hashable, Sendable {
    public var box: Box
    /// Rows inside the border; `nil` shares equally what the others leave.
    public var rows: Int?

    public init(_ box: Box, rows: Int? = nil) {
      self.box = box
      self.rows = rows.map { max(0, $0) }
    }
  }

  public var sections: [Section]

  public init(_ sections: [Section]) { self.sections = sections }

  /// Where the insides of the sections come to lie, without the border; sections without room are
  /// empty. The focused one gets its rows first, then the others from the top.
  public func interiors(in rect: Rect) -> [Rect] {
    var wanted = Array(repeating: 0, count: sections.count)
    let shown = shownSections(rows: rect.rows)
    var spare = rect.rows - shown.count - 1
    let byNeed = shown.sorted { isFirst($0, before: $1) }
    for index in byNeed {
      guard let rows = sections[index].rows else { continue }
      wanted[index] = min(rows, max(0, spare))
      spare -= wanted[index]
    }
    var open = shown.filter { sections[$0].rows == nil }
    if open.isEmpty, let last = shown.last { open = [last] }
    for (order, index) in open.enumerated() where spare > 0 {
      let share = spare / (open.count - order)
      wanted[index] += share
      spare -= share
    }
    var row = rect.row + 1
    return sections.indices.map { index in
      let isShown = shown.contains(index)
      defer { row += isShown ? wanted[index] + 1 : 0 }
      return Rect(
        column: rect.column + 1, row: isShown ? row : rect.row,
        columns: isShown ? rect.columns - 2 : 0, rows: wanted[index])
    }
  }

  /// Draws borders and titles.
  /// - Returns: for each section the place within, one blank column left and right of it where it
  ///   has 4 columns or more.
  @discardableResult
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) -> [Rect] {
    let interiors = interiors(in: rect)
    let shown = shownSections(rows: rect.rows)
    guard rect.columns >= 2, !shown.isEmpty else {
      return interiors.map { Rect(column: $0.column, row: $0.row, columns: 0, rows: 0) }
    }
    for (order, index) in shown.enumerated() {
      let above = order > 0 ? sections[shown[order - 1]].box : nil
      let inside = interiors[index]
      let edge = Rect(column: rect.column, row: inside.row - 1, columns: rect.columns, rows: 1)
      let box = sections[index].box
      Self.drawEdge(edge, above: above, below: box, of: &frame, look: look)
      box.drawTitle(on: edge, of: &frame, look: look)
      Self.drawSides(of: box, edge: edge, rows: inside.rows, of: &frame, look: look)
      guard order == shown.count - 1 else { continue }
      let bottom = Rect(column: rect.column, row: inside.end, columns: rect.columns, rows: 1)
      Self.drawEdge(bottom, above: box, below: nil, of: &frame, look: look)
    }
    return interiors.map(Box.content)
  }

  private func isFirst(_ a: Int, before b: Int) -> Bool {
    let (x, y) = (sections[a].box.isFocused, sections[b].box.isFocused)
    return x == y ? a < b : x
  }

  /// The sections there is room for, at one row of border each and one below; the last ones without
  /// the focus go first.
  private func shownSections(rows: Int) -> [Int] {
    guard rows >= 2 else { return [] }
    let kept = sections.indices.sorted { isFirst($0, before: $1) }.prefix(rows - 1)
    return kept.sorted()
  }

  private static func drawSides(
    of box: Box, edge: Rect, rows: Int, of frame: inout Frame, look: Look
  ) {
    let scalar = (box.isFocused ? Glyph.heavyVertical : .vertical).scalar
    let cell = Cell(scalar, box.borderStyle(look))
    for column in [edge.column, edge.column + edge.columns - 1] {
      frame.fill(Rect(column: column, row: edge.row + 1, columns: 1, rows: rows), cell)
    }
  }

  private static func drawEdge(
    _ edge: Rect, above: Box?, below: Box?, of frame: inout Frame, look: Look
  ) {
    let owners = [above, below].compactMap { $0 }
    guard let owner = owners.first(where: \.isFocused) ?? owners.first else { return }
    let style = owner.borderStyle(look)
    let line = owner.isFocused ? Glyph.heavyHorizontal : .horizontal
    let (left, right) = corners(above: above, below: below)
    frame.fill(edge, Cell(line.scalar, style))
    frame[edge.column, edge.row] = Cell(left.scalar, style)
    frame[edge.column + edge.columns - 1, edge.row] = Cell(right.scalar, style)
  }

  private static func corners(above: Box?, below: Box?) -> (left: Glyph, right: Glyph) {
    switch (above?.isFocused, below?.isFocused) {
    case (nil, true): (.heavyTopLeft, .heavyTopRight)
    case (nil, _): (.topLeft, .topRight)
    case (true, nil): (.heavyBottomLeft, .heavyBottomRight)
    case (_, nil): (.bottomLeft, .bottomRight)
    case (true, true): (.heavyTeeRight, .heavyTeeLeft)
    case (true, false): (.heavyAboveRight, .heavyAboveLeft)
    case (false, true): (.heavyBelowRight, .heavyBelowLeft)
    case (false, false): (.teeRight, .teeLeft)
    }
  }
}

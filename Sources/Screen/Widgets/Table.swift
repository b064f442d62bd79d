import Experiments

/// Rows of values under headings.
///
/// Every column has a fixed width, so that numbers keep their place. Where the table is too wide,
/// the least important columns are left out.
public struct Table: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public var heading: String
    public var width: Int
    public var alignment: Alignment
    /// Higher stays longer.
    public var importance: Int
    private var isAlignedAtThePoint = false

    /// - Parameter width: in cells, without the blank between columns.
    public init(
      _ heading: String, width: Int, alignment: Alignment = .right, importance: Int = 0
    ) {
      self.heading = heading
      self.width = max(0, width)
      self.alignment = alignment
      self.importance = importance
    }

    /// A column of numbers that ``NumberPlace/text(_:)`` has written, with its heading over them.
    public init(_ heading: String, numbers place: NumberPlace, importance: Int = 0) {
      let behind = place.width - max(place.headingEnd, cellWidth(heading))
      self.init(
        heading + String(repeating: " ", count: max(0, behind)), width: place.width,
        importance: importance)
      isAlignedAtThePoint = true
    }

    /// Whether texts stand against the right end of the column.
    private var endsWithText: Bool { alignment == .right && !isAlignedAtThePoint }

    /// Blanks after the column before: a number may fill its place to the left, and must not run
    /// into what ends there.
    fileprivate func gap(after column: Column?) -> Int {
      guard let column else { return 0 }
      return isAlignedAtThePoint && column.endsWithText ? 2 : 1
    }
  }

  public var columns: [Column]
  /// One text a column in each row; missing ones are shown as `-`.
  public var rows: [[String]]
  public var selected: Int?
  public var isFocused: Bool
  /// The window's `first` of the frame before; see ``ListWindow``.
  public var previous: Int
  /// Rows that it is turned away from where the selection has it.
  public var scrolled = 0
  /// Rows that something is wrong with, each shown by a mark beside it.
  public var troubled: Set<Int> = []
  /// Rows after which something else goes on, each shown by a branch beside it.
  public var forks: Set<Int> = []

  public init(
    columns: [Column], rows: [[String]], selected: Int? = nil, isFocused: Bool = false,
    previous: Int = 0
  ) {
    self.columns = columns
    self.rows = rows
    self.selected = selected
    self.isFocused = isFocused
    self.previous = previous
  }

  /// The columns there is room for in `width` cells, two of which are the marker's.
  public func shownColumns(width: Int) -> [Int] {
    var shown = Array(columns.indices)
    func needed() -> Int {
      zip([nil] + shown.map { columns[$0] }, shown.map { columns[$0] })
        .reduce(2) { $0 + $1.1.gap(after: $1.0) + $1.1.width }
    }
    while !shown.isEmpty, needed() > width {
      let least = shown.indices.reversed().min {
        columns[shown[$0]].importance < columns[shown[$1]].importance
      }
      shown.remove(at: least!)
    }
    return shown
  }

  /// Draws the headings, and below them the part of the rows around the selection.
  @discardableResult
  public func draw(in rect: Rect, of frame: inout Frame, look: Look) -> ListWindow {
    let shown = shownColumns(width: rect.columns)
    let body = rect.droppingTop(1)
    let window = ListWindow(
      count: rows.count, rows: body.rows, selected: selected, previous: previous,
      scrolled: scrolled)
    draw(
      shown.map { columns[$0].heading }, shown, on: rect.line(0), style: look.style(.heading),
      of: &frame)
    for (index, line) in window.drawNotes(in: body, of: &frame, look: look) {
      var style = look.style(.text)
      if index == selected {
        style = look.style(isFocused ? .selection : .selectionIdle)
        frame.fill(line, Cell(" ", style))
        frame.write(Glyph.marker.description, in: line, style: style)
      }
      if forks.contains(index) {
        var branch = style
        branch.foreground = look.style(.plotMark).foreground
        frame.write(Glyph.teeRight.description, in: line.droppingLeft(1), style: branch)
      }
      if troubled.contains(index) {
        var mark = style
        mark.foreground = look.style(.error).foreground
        frame.write("!", in: line.droppingLeft(1), style: mark)
      }
      let values = shown.map { $0 < rows[index].count ? rows[index][$0] : "-" }
      draw(values, shown, on: line, style: style, of: &frame)
    }
    return window
  }

  private func draw(
    _ texts: [String], _ shown: [Int], on line: Rect, style: Style, of frame: inout Frame
  ) {
    var place = line.droppingLeft(2)
    var before: Column?
    for (text, index) in zip(texts, shown) {
      let column = columns[index]
      place = place.droppingLeft(column.gap(after: before))
      frame.write(text, in: place.left(column.width), alignment: column.alignment, style: style)
      place = place.droppingLeft(column.width)
      before = column
    }
  }
}

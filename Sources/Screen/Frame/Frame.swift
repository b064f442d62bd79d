import Workbench

/// One terminal cell: a printable scalar and its style.
public struct Cell: Hashable, Sendable {
  public var scalar: Unicode.Scalar
  public var style: Style

  public init(_ scalar: Unicode.Scalar = " ", _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }
}

/// A place that a mouse can point at.
public struct Target: Hashable, Sendable {
  public let rect: Rect
  public let pointer: Pointer

  public init(_ rect: Rect, _ pointer: Pointer) {
    self.rect = rect
    self.pointer = pointer
  }
}

/// A picture that a graphics protocol paints over blank cells.
///
/// `bytes` is the complete escape sequence that paints the picture with the cursor at the
/// rectangle's top left corner, and `erasure` the one that takes it away again where painting the
/// cells anew does not. Two placed pictures with equal `identity` and `rect` look the same, so
/// that a painter may skip the second.
public struct PlacedPicture: Equatable, Sendable {
  public var rect: Rect
  /// In pixels; the rectangle's last column and row may be covered in part only.
  public var size: PixelSize
  public var identity: UInt64
  public var bytes: [UInt8]
  public var erasure: [UInt8]
  var source: PictureSource?

  public init(
    rect: Rect, size: PixelSize, identity: UInt64, bytes: [UInt8], erasure: [UInt8] = []
  ) {
    self.rect = rect
    self.size = size
    self.identity = identity
    self.bytes = bytes
    self.erasure = erasure
  }

  public static func == (a: PlacedPicture, b: PlacedPicture) -> Bool {
    a.rect == b.rect && a.identity == b.identity
  }
}

/// What the whole screen looks like: cells, and pictures painted over blank cells.
///
/// Drawing outside the frame is ignored, so that every panel can be drawn at any size.
public struct Frame: Equatable, Sendable {
  public let size: Size
  public private(set) var cells: [Cell]
  public var pictures: [PlacedPicture] = []
  /// What the terminal's own background is taken to be.
  public var ground = RGB(0, 0, 0)
  /// What a mouse can point at; of those that lie above each other, the last counts.
  public internal(set) var targets: [Target] = []
  /// The pictures of the frame before, while this one is drawn.
  package var before: [PlacedPicture] = []

  public init(size: Size, fill: Cell = Cell()) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: fill, count: self.size.columns * self.size.rows)
  }

  public subscript(column: Int, row: Int) -> Cell {
    get {
      guard contains(column, row) else { return Cell() }
      return cells[row * size.columns + column]
    }
    set {
      guard contains(column, row) else { return }
      cells[row * size.columns + column] = newValue
    }
  }

  /// What a mouse points at over a cell.
  public func pointer(column: Int, row: Int) -> Pointer? {
    let cell = Rect(column: column, row: row, columns: 1, rows: 1)
    return targets.last { !$0.rect.intersection(cell).isEmpty }?.pointer
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && row >= 0 && column < size.columns && row < size.rows
  }

  /// Writes `text` from (column, row) to the right, at most `width` cells; control characters and
  /// scalars that are not one cell wide are written as `?`.
  /// - Returns: the column after the last cell written.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, width: Int = .max, style: Style = .plain
  ) -> Int {
    var at = column
    for scalar in text.unicodeScalars {
      guard at - column < width, at < size.columns else { break }
      self[at, row] = Cell(isSingleWidth(scalar) ? scalar : "?", style)
      at += 1
    }
    return at
  }

  /// Fills the rectangle with one cell.
  public mutating func fill(_ rect: Rect, _ cell: Cell) {
    let visible = rect.intersection(Rect(size))
    for row in visible.row..<visible.row + visible.rows {
      for column in visible.column..<visible.column + visible.columns { self[column, row] = cell }
    }
  }

  /// The characters alone, one line a row, trailing blanks removed.
  public var text: String {
    (0..<size.rows).map { row in
      var line = String.UnicodeScalarView()
      line.append(contentsOf: (0..<size.columns).map { self[$0, row].scalar })
      var end = line.endIndex
      while end > line.startIndex, line[line.index(before: end)] == " " {
        end = line.index(before: end)
      }
      return String(line[..<end])
    }.joined(separator: "\n")
  }
}

/// Whether a terminal shows the scalar in exactly one cell.
func isSingleWidth(_ scalar: Unicode.Scalar) -> Bool {
  let value = scalar.value
  if value < 0x20 || (0x7F..<0xA0).contains(value) { return false }
  if value < 0x300 { return value != 0xAD }
  if (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value) { return false }
  if (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value) { return false }
  if (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value) { return false }
  if value >= 0x1F300 { return false }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control, .surrogate, .unassigned, .privateUse,
    .lineSeparator, .paragraphSeparator:
    return false
  default: return true
  }
}

import Screen

/// A theme whose styles differ from role to role, so that a test can ask which role was drawn.
let telltale = Theme(
  name: "telltale", assumedForeground: RGB(255, 255, 255), assumedBackground: RGB(0, 0, 0),
  styles: Dictionary(
    uniqueKeysWithValues: Role.allCases.enumerated().map {
      ($1, Style(foreground: RGB(UInt8($0), 0, 0)))
    }))

/// Draws into a frame of the given size.
func frame(_ columns: Int, _ rows: Int, _ draw: (Rect, inout Frame) -> Void) -> Frame {
  var frame = Frame(size: Size(columns: columns, rows: rows))
  draw(Rect(frame.size), &frame)
  return frame
}

/// Every size at which drawing goes wrong first, and some ordinary ones.
let everySize: [Size] =
  (0...12).flatMap { columns in (0...6).map { Size(columns: columns, rows: $0) } }
  + [Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]

/// Draws `draw` into a part of a larger frame of marks at every size, and reports whether a mark
/// outside was painted over.
func staysInside(_ draw: (Rect, inout Frame) -> Void) -> Bool {
  everySize.allSatisfy { size in
    let mark = Cell("@")
    var frame = Frame(size: Size(columns: size.columns + 4, rows: size.rows + 4), fill: mark)
    let rect = Rect(column: 2, row: 2, columns: size.columns, rows: size.rows)
    draw(rect, &frame)
    frame.fill(rect, mark)
    return frame.cells.allSatisfy { $0 == mark }
  }
}

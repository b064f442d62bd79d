import Experiments

/// The line below a heat map: its smallest and its largest number, and the shades between them.
struct MatrixKey {
  private let scale: MatrixScale
  private let shades: MatrixShades
  private let look: Look

  init(_ scale: MatrixScale, surface: PictureSurface, look: Look) {
    self.scale = scale
    self.look = look
    shades = MatrixShades(surface: surface, look: look)
  }

  func draw(in line: Rect, of frame: inout Frame) {
    let style = look.style(.plotAxis)
    let (low, high) = (brief(scale.low), brief(scale.high))
    let rest = line.columns - cellWidth(low) - cellWidth(high) - 2
    let count = min(Self.most, rest)
    guard count > 2, scale.low < scale.high else {
      frame.write(low, in: line, style: style)
      return
    }
    var column = frame.write(low, column: line.column, row: line.row, style: style) + 1
    for step in 0..<count {
      let value = Double(step) / Double(count - 1)
      frame[column, line.row] = shades.cell([value, value])
      column += 1
    }
    column = frame.write(high, column: column + 1, row: line.row, style: style)
    let note = scale.scale == .logarithm ? "  logarithmic" : ""
    let end = line.column + line.columns
    if column + cellWidth(note) <= end {
      frame.write(note, column: column, row: line.row, style: look.style(.dim))
    }
  }

  /// Cells of shades.
  private static let most = 16
}

/// How places on a scale look in cells: colours where there are enough, else characters with more
/// or less ink.
struct MatrixShades {
  private let look: Look
  private let isColored: Bool
  private let ground: RGB

  init(surface: PictureSurface, look: Look) {
    self.look = look
    ground = surface.theme.assumedBackground
    isColored =
      surface.mode != .ascii && look.glyphs > .ascii
      && surface.display.colorDepth >= .twoFiftySix
  }

  /// Values that one cell shows below each other.
  var rowsPerCell: Int { isColored ? 2 : 1 }

  /// A cell of as many values; NaN is blank.
  func cell(_ values: [Double]) -> Cell {
    guard isColored else { return Cell(ink(values[0]), look.style(.text)) }
    let colors = values.map { $0.isNaN ? nil : ColorMap.numbers[$0] }
    guard colors[0] != colors[1] else { return Cell(" ", Style(background: colors[0])) }
    // A lower half keeps the terminal's own ground above it.
    return colors[0] == nil
      ? Cell(Glyph.lowerHalf.scalar, Style(foreground: colors[1]))
      : Cell(Glyph.upperHalf.scalar, Style(foreground: colors[0], background: colors[1]))
  }

  /// The cell with the path's mark in it.
  func marked(_ cell: Cell) -> Cell {
    let mark: Unicode.Scalar = look.glyphs == .ascii ? "O" : Glyph.running.scalar
    guard isColored else { return Cell(mark, look.style(.plotMark)) }
    let behind = cell.scalar == " " ? cell.style.background : cell.style.foreground
    let color = (behind ?? ground).isLight ? RGB(0, 0, 0) : RGB(255, 255, 255)
    return Cell(mark, Style(foreground: color, background: behind, attributes: .bold))
  }

  private func ink(_ value: Double) -> Unicode.Scalar {
    guard !value.isNaN else { return " " }
    let inks: [Unicode.Scalar] =
      look.glyphs == .ascii
      ? Array(".:-=+*#%@".unicodeScalars)
      : [Glyph.separator, .lightShade, .mediumShade, .darkShade, .full].map(\.scalar)
    return inks[min(inks.count - 1, max(0, Int(value * Double(inks.count))))]
  }
}

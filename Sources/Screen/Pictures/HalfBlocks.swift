/// Two pixels in each cell: `▀` in the colour of the upper on the colour of the lower.
struct HalfBlocks: CellPictureEncoder {
  static let pixelsPerCell = (columns: 1, rows: 2)

  func draw(_ picture: Picture, in rect: Rect, of frame: inout Frame) {
    forEachCell(of: picture, in: rect) { column, row, x, y in
      let upper = picture[x, y]
      let lower = y + 1 < picture.height ? picture[x, y + 1] : nil
      frame[column, row] =
        upper == lower
        ? Cell(" ", Style(background: upper))
        : Cell(Glyph.upperHalf.scalar, Style(foreground: upper, background: lower))
    }
  }
}

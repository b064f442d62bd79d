/// A way to draw pictures with characters.
protocol CellPictureEncoder {
  /// How many pixels one cell shows.
  static var pixelsPerCell: (columns: Int, rows: Int) { get }

  /// Draws the picture, which has `pixelsPerCell` pixels for each cell, from the top left corner of
  /// `rect`; cells without pixels are left alone.
  func draw(_ picture: Picture, in rect: Rect, of frame: inout Frame)
}

extension CellPictureEncoder {
  /// Calls `body` with each cell's place, and with the place of its first pixel.
  func forEachCell(
    of picture: Picture, in rect: Rect,
    _ body: (_ column: Int, _ row: Int, _ x: Int, _ y: Int) -> Void
  ) {
    let (across, down) = Self.pixelsPerCell
    for row in 0..<min(rect.rows, (picture.height + down - 1) / down) {
      for column in 0..<min(rect.columns, (picture.width + across - 1) / across) {
        body(rect.column + column, rect.row + row, column * across, row * down)
      }
    }
  }
}

extension RGB {
  /// Brightness as eyes weigh the channels (ITU-R BT.601), 0 to 255.
  var luma: Int { (299 * Int(red) + 587 * Int(green) + 114 * Int(blue) + 500) / 1000 }

  /// Whether dark text stands out from it better than light text.
  public var isLight: Bool { luma >= 128 }

  var isGrey: Bool { red == green && green == blue }
}

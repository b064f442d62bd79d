/// Eight dots in each cell, set where the picture is brighter than an ordered pattern of
/// thresholds; on a light ground where it is darker.
struct BrailleDots: CellPictureEncoder {
  static let pixelsPerCell = (columns: 2, rows: 4)

  var ground: RGB
  var style: Style

  /// Bayer's 4x4 matrix (1973, "An optimum method for two-level rendition of continuous-tone
  /// pictures"): thresholds in sixteenths.
  private static let thresholds = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]

  func draw(_ picture: Picture, in rect: Rect, of frame: inout Frame) {
    let isDark = !ground.isLight
    forEachCell(of: picture, in: rect) { column, row, x, y in
      var dots = DotPattern()
      for dy in 0..<min(4, picture.height - y) {
        for dx in 0..<min(2, picture.width - x) {
          let luma = picture[x + dx, y + dy].luma
          let threshold = Self.thresholds[(y + dy) % 4 * 4 + (x + dx) % 4]
          if (isDark ? luma : 255 - luma) * 16 > threshold * 255 + 127 { dots.set(dx, dy) }
        }
      }
      frame[column, row] = Cell(dots.scalar, style)
    }
  }
}

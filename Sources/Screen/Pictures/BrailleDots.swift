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
    let isDark = ground.luma < 128
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

/// The dots of one braille cell, 2 columns and 4 rows.
struct DotPattern: Hashable {
  private(set) var bits: UInt8 = 0

  /// Unicode numbers the dots of a cell by columns, except for the fourth row, which came later.
  private static let bit: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  mutating func set(_ x: Int, _ y: Int) { bits |= Self.bit[y * 2 + x] }

  var isEmpty: Bool { bits == 0 }

  var scalar: Unicode.Scalar { isEmpty ? " " : Unicode.Scalar(0x2800 + UInt32(bits))! }
}

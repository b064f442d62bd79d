/// One character for each pixel: the brighter, the more ink; on a light ground the darker.
struct ASCIIRamp: CellPictureEncoder {
  static let pixelsPerCell = (columns: 1, rows: 1)

  /// Characters by rising amount of ink.
  private static let ramp = Array(" .:-=+*#%@".unicodeScalars)

  /// What lies behind the characters.
  var ground: RGB
  /// Whether pixels that are not grey lend their colour to the character.
  var colorDepth: DisplayCapabilities.ColorDepth

  func draw(_ picture: Picture, in rect: Rect, of frame: inout Frame) {
    let last = Self.ramp.count - 1
    forEachCell(of: picture, in: rect) { column, row, x, y in
      let pixel = picture[x, y]
      let ink = ground.isLight ? 255 - pixel.luma : pixel.luma
      let color = pixel.isGrey || colorDepth == .none ? nil : pixel
      frame[column, row] = Cell(
        Self.ramp[(ink * last + 127) / 255], Style(foreground: color))
    }
  }
}

extension Frame {
  /// The frame as a terminal with `level` can show it.
  ///
  /// At `.ascii` each cell's character becomes its stand-in from ``Glyph``, and `?` where there is
  /// none; a braille pattern becomes `.`. Sizes, styles and places stay as they are.
  public func adapted(to level: DisplayCapabilities.GlyphLevel) -> Frame {
    guard level == .ascii else { return self }
    let standIns = Dictionary(
      uniqueKeysWithValues: Glyph.allCases.map { ($0.scalar, $0.ascii) })
    var adapted = self
    for row in 0..<size.rows {
      for column in 0..<size.columns where !self[column, row].scalar.isASCII {
        let scalar = self[column, row].scalar
        let isBraille = (0x2801...0x28FF).contains(scalar.value)
        adapted[column, row].scalar = standIns[scalar] ?? (isBraille ? "." : "?")
      }
    }
    return adapted
  }
}

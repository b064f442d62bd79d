extension ColorMap {
  /// The colours of fields without the darkest, so that the smallest number differs from a dark
  /// ground where there is none.
  static let numbers = ColorMap(colors: Array(field.colors.dropFirst(10)))

  /// Colours in which letters can be read on a ground: blue over green to yellow, rising evenly
  /// towards what stands out most.
  static func tones(on ground: RGB) -> ColorMap {
    ColorMap(
      colors: (0..<24).map { step in
        let value = Double(step) / 23
        let lightness = ground.isLight ? 0.54 - 0.26 * value : 0.66 + 0.26 * value
        return Oklab.shown(lightness: lightness, hue: 262 - 157 * value, chroma: 0.13)
      })
  }

  /// Readable colours from cold to hot, blue over grey to red.
  static func temperatures(on ground: RGB) -> ColorMap {
    ColorMap(
      colors: (0..<25).map { step in
        let value = Double(step - 12) / 12
        return Oklab.shown(
          lightness: ground.isLight ? 0.52 : 0.74, hue: value < 0 ? 250 : 32,
          chroma: 0.16 * abs(value))
      })
  }
}

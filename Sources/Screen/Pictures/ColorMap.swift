/// Colours for the values 0 to 1, from dark to bright.
public struct ColorMap: Hashable, Sendable {
  /// 2 to 256 colours.
  public let colors: [RGB]

  public init(colors: [RGB]) {
    precondition((2...256).contains(colors.count))
    self.colors = colors
  }

  /// The place of a value's colour; values outside 0...1 are clipped, NaN counts as 0.
  public func index(of value: Double) -> UInt8 {
    guard value > 0 else { return 0 }
    let last = Double(colors.count - 1)
    return UInt8(min(value, 1) * last + 0.5)
  }

  public subscript(value: Double) -> RGB { colors[Int(index(of: value))] }

  /// 64 greys, black to white.
  public static let greys = ColorMap(
    colors: (0..<64).map { level in
      let value = UInt8((level * 255 + 31) / 63)
      return RGB(value, value, value)
    })

  /// 64 colours for scalar fields, indigo over teal and green to yellow.
  ///
  /// Lightness (Oklab) rises evenly from 0.20 to 0.92, so that equal steps of the value look equally
  /// large, in grey and to colour-blind eyes too. Hue and chroma are interpolated between six
  /// anchors; chroma is lowered where a colour could not be shown.
  public static let field = ColorMap(colors: (0..<64).map { fieldColor(Double($0) / 63) })

  /// Hue in degrees and chroma at equal distances along the map.
  private static let anchors: [(hue: Double, chroma: Double)] = [
    (296, 0.085), (278, 0.120), (240, 0.088), (190, 0.080), (148, 0.145), (108, 0.180),
  ]

  private static func fieldColor(_ value: Double) -> RGB {
    let position = value * Double(anchors.count - 1)
    let segment = min(Int(position), anchors.count - 2)
    let (from, to) = (anchors[segment], anchors[segment + 1])
    // A cubic that is flat at the anchors would show bands; straight lines in hue do not.
    let part = position - Double(segment)
    return Oklab.shown(
      lightness: 0.20 + 0.72 * value, hue: from.hue + (to.hue - from.hue) * part,
      chroma: from.chroma + (to.chroma - from.chroma) * part)
  }
}

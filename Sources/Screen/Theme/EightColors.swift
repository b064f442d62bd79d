import Glibc

/// The colours of ECMA-48 on terminals that have no others: black, red, green, yellow, blue,
/// magenta, cyan, white, numbered from 0.
///
/// Goals, in order: that everything can be read, a contrast of 3:1 at least; that greys stay grey
/// and colours keep their hue; that the terminal's own colours are used where they do.
public enum EightColors {
  /// As xterm paints them.
  public static let palette = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
    RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
  ]

  private static let black = 0, white = 7
  /// The Oklab chroma from which a colour has a hue.
  private static let leastChroma = 0.04
  /// How far, in radians, a hue may stand in for another.
  private static let farthestHue = Double.pi / 3
  private static let neededContrast = 3.0

  /// How to paint a style.
  public struct Rendition: Hashable, Sendable {
    /// Numbers of colours; `nil` is the terminal's own.
    public var foreground, background: Int?
    public var attributes: Style.Attributes
  }

  /// How to paint a style here.
  /// - Parameter ground: what the terminal's own background is taken to be.
  public static func rendition(of style: Style, on ground: RGB) -> Rendition {
    var rendition = Rendition(
      foreground: nil, background: style.background.map { nearest(to: $0) },
      attributes: style.attributes)
    let behind = rendition.background.map { palette[$0] } ?? ground
    rendition.foreground = style.foreground.flatMap { readableHue(near: $0, on: behind) }
    if rendition.foreground == nil, rendition.background != nil {
      let isBlackBetter = contrast(palette[black], behind) > contrast(palette[white], behind)
      rendition.foreground = isBlackBetter ? black : white
      // Terminals brighten what is bold, and bright black is grey.
      if isBlackBetter { rendition.attributes.remove(.bold) }
    }
    return rendition
  }

  private static func nearest(to color: RGB) -> Int {
    let oklab = Oklab(color)
    return hues(of: oklab).first ?? (oklab.lightness < 0.5 ? black : white)
  }

  private static func readableHue(near color: RGB, on ground: RGB) -> Int? {
    hues(of: Oklab(color)).first { contrast(palette[$0], ground) >= neededContrast }
  }

  /// Numbers of colours with about this hue, the nearest first; none for greys.
  private static func hues(of color: Oklab) -> [Int] {
    guard color.chroma >= leastChroma else { return [] }
    return (1..<7).map { ($0, color.hueDistance(to: Oklab(palette[$0]))) }
      .filter { $0.1 <= farthestHue }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}

extension Oklab {
  fileprivate var chroma: Double { (a * a + b * b).squareRoot() }

  /// 0 … π.
  fileprivate func hueDistance(to other: Oklab) -> Double {
    let cosine = (a * other.a + b * other.b) / (chroma * other.chroma)
    return acos(min(1, max(-1, cosine)))
  }
}

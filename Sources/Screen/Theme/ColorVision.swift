/// Eyes a theme is checked for.
public enum ColorVision: String, CaseIterable, Sendable {
  case full
  /// No red cones.
  case protanopia
  /// No green cones.
  case deuteranopia

  /// What the colour looks like to these eyes: the projection of Viénot, Brettel and Mollon (1999),
  /// "Digital video colourmaps for checking the legibility of displays by dichromats", in linear
  /// light, with matrices for sRGB primaries.
  func seen(_ color: RGB) -> RGB {
    let c = LinearRGB(color)
    switch self {
    case .full:
      return color
    case .protanopia:
      let yellow = 0.11238 * c.red + 0.88762 * c.green
      let blue = 0.00401 * c.red - 0.00401 * c.green + c.blue
      return LinearRGB(yellow, yellow, blue).rgb
    case .deuteranopia:
      let yellow = 0.29275 * c.red + 0.70725 * c.green
      let blue = -0.02234 * c.red + 0.02234 * c.green + c.blue
      return LinearRGB(yellow, yellow, blue).rgb
    }
  }
}

/// How far two colours stand apart in brightness, 1 (equal) to 21 (black on white): contrast ratio
/// of WCAG 2.1, section 1.4.3.
func contrast(_ a: RGB, _ b: RGB) -> Double {
  func luminance(_ color: RGB) -> Double {
    let c = LinearRGB(color)
    return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue
  }
  let (x, y) = (luminance(a), luminance(b))
  return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

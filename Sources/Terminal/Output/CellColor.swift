import Screen

/// How a colour of a frame becomes a number that ncurses knows.
///
/// Cells have the exact colour only where the terminal's description has direct colours
/// (`xterm-direct` and its like). Elsewhere, also where the terminal claims 24-bit colour, they
/// have the nearest of the 256: ncurses sends what the description holds, and the direct
/// descriptions are too unlike each other to put one in place of the user's. Pictures are not
/// cells; they keep their colours.
enum CellColor {
  case none
  /// The eight colours of ECMA-48.
  case eight
  /// Those and their bright sisters.
  case sixteen
  /// xterm's cube of 216 and its 24 greys, which no terminal's theme redefines.
  case xterm256
  case direct

  init(depth: DisplayCapabilities.ColorDepth, colors: Int) {
    switch depth {
    case .none: self = .none
    case _ where colors < 8: self = .none
    case .trueColor where colors >= 0x100_0000: self = .direct
    case .trueColor where colors >= 256, .twoFiftySix where colors >= 256: self = .xterm256
    case .eight: self = .eight
    default: self = colors >= 16 ? .sixteen : .eight
    }
  }

  /// What paints a style as nearly as can be: numbers of colours, of which -1 is the terminal's own,
  /// and attributes.
  struct Rendition {
    var foreground, background: Int32
    var attributes: Style.Attributes
  }

  /// - Parameter ground: what the terminal's own background is taken to be.
  func rendition(of style: Style, on ground: RGB) -> Rendition {
    guard case .eight = self else {
      return Rendition(
        foreground: number(style.foreground), background: number(style.background),
        attributes: style.attributes)
    }
    let nearest = EightColors.rendition(of: style, on: ground)
    return Rendition(
      foreground: Int32(nearest.foreground ?? -1), background: Int32(nearest.background ?? -1),
      attributes: nearest.attributes)
  }

  private func number(_ color: RGB?) -> Int32 {
    guard let color else { return -1 }
    switch self {
    case .none, .eight: return -1
    case .sixteen: return Int32(Self.nearestANSI(color))
    case .xterm256: return Self.nearestXterm(color)
    case .direct:
      let exact = Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
      // Direct descriptions keep 0 to 7 for the eight colours of ECMA-48.
      return (1..<8).contains(exact) ? 8 : exact
    }
  }

  private static func nearestXterm(_ color: RGB) -> Int32 {
    let red = cubeIndex(color.red), green = cubeIndex(color.green), blue = cubeIndex(color.blue)
    let inCube = RGB(cubeLevel(red), cubeLevel(green), cubeLevel(blue))
    let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let step = min(23, max(0, (mean - 3) / 10))
    let level = UInt8(8 + 10 * step)
    let isGrey = distance(color, RGB(level, level, level)) < distance(color, inCube)
    return Int32(isGrey ? 232 + step : 16 + 36 * red + 6 * green + blue)
  }

  /// The cube's levels are 0, 95, 135, 175, 215, 255; the borders lie half way between.
  private static func cubeIndex(_ value: UInt8) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
  }

  private static func cubeLevel(_ index: Int) -> UInt8 {
    index == 0 ? 0 : UInt8(55 + 40 * index)
  }

  private static func nearestANSI(_ color: RGB) -> Int {
    ansi.indices.min { distance(color, ansi[$0]) < distance(color, ansi[$1]) }!
  }

  private static func distance(_ a: RGB, _ b: RGB) -> Int {
    let red = Int(a.red) - Int(b.red), green = Int(a.green) - Int(b.green)
    let blue = Int(a.blue) - Int(b.blue)
    return red * red + green * green + blue * blue
  }

  /// xterm's defaults.
  private static let ansi =
    EightColors.palette + [
      RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
      RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
    ]
}

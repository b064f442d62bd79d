import CNcurses
import Screen

/// The pairs of foreground and background that ncurses wants numbered before they are used.
struct ColorPairs {
  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// What the terminal's own background is taken to be.
  let ground: RGB
  private let color: CellColor
  private let capacity: Int
  private var numbers = [Pair(foreground: -1, background: -1): Int32(0)]

  init(depth: DisplayCapabilities.ColorDepth, ground: RGB) {
    self.ground = ground
    color = CellColor(depth: depth, colors: Int(qsc_colors()))
    // ncurses refuses pairs beyond 65,535.
    capacity = min(Int(qsc_color_pairs()), 65_535)
  }

  /// The number of a style's pair, and the attributes that go with it; `nil` if there is no room for
  /// another pair.
  mutating func rendition(of style: Style) -> (pair: Int32, attributes: Style.Attributes)? {
    let rendition = color.rendition(of: style, on: ground)
    return number(Pair(foreground: rendition.foreground, background: rendition.background))
      .map { ($0, rendition.attributes) }
  }

  private mutating func number(_ pair: Pair) -> Int32? {
    if let number = numbers[pair] { return number }
    let number = Int32(numbers.count)
    guard number < capacity, init_extended_pair(number, pair.foreground, pair.background) == OK
    else { return nil }
    numbers[pair] = number
    return number
  }

  /// Forgets all pairs; every cell must be written anew.
  mutating func reset() {
    reset_color_pairs()
    numbers = numbers.filter { $0.value == 0 }
  }
}

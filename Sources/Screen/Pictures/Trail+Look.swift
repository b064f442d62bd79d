import Experiments

extension Trail.Kind {
  /// In the order in which they are drawn: what matters most comes last.
  static let drawn: [Trail.Kind] = [.gap, .apart, .exact, .taken]

  /// The colour in a picture.
  var color: RGB {
    switch self {
    case .taken: RGB(255, 196, 84)
    case .exact: RGB(96, 224, 255)
    case .gap: RGB(255, 96, 120)
    case .apart: RGB(255, 160, 96)
    }
  }

  /// Where there are characters only.
  var mark: Unicode.Scalar {
    switch self {
    case .taken: "*"
    case .exact: "+"
    case .gap: "."
    case .apart: "-"
    }
  }

  var role: Role {
    switch self {
    case .taken: .plotLine
    case .exact: .exact
    case .gap: .error
    case .apart: .warning
    }
  }

  var name: String {
    switch self {
    case .taken: "path"
    case .exact: "exact"
    case .gap: "error of a step"
    case .apart: "apart"
    }
  }

  /// How lines and their names look in cells.
  func style(_ display: DisplayCapabilities, _ theme: Theme) -> Style {
    var style = theme.style(role)
    if display.colorDepth >= .twoFiftySix { style.foreground = color }
    return style
  }
}

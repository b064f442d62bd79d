/// One style for each role.
public struct Theme: Hashable, Sendable {
  public let name: String
  /// What the terminal's own foreground is taken to be when contrast is judged.
  public let assumedForeground: RGB
  /// What the terminal's own background is taken to be when contrast is judged.
  public let assumedBackground: RGB
  public let promises: Set<ThemePromise>
  private let styles: [Role: Style]

  /// - Parameter styles: a role without a style is painted like `.text`.
  public init(
    name: String, assumedForeground: RGB, assumedBackground: RGB,
    promises: Set<ThemePromise> = [], styles: [Role: Style]
  ) {
    self.name = name
    self.assumedForeground = assumedForeground
    self.assumedBackground = assumedBackground
    self.promises = promises
    self.styles = styles
  }

  public func style(_ role: Role) -> Style { styles[role] ?? styles[.text] ?? .plain }

  /// Roles that the theme does not name, which are painted like text.
  public var unnamedRoles: [Role] { Role.allCases.filter { styles[$0] == nil } }

  /// Everything in the terminal's own colours, without attributes.
  public static let unstyled = Theme(
    name: "unstyled", assumedForeground: RGB(255, 255, 255), assumedBackground: RGB(0, 0, 0),
    styles: [:])
}

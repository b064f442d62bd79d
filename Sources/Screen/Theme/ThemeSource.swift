/// A theme as it is written in a file, before names are looked up.
///
/// ```toml
/// name = "dusk"
/// inherits = "dark"            # optional: palette and roles not given here come from there
/// foreground = "#d0d0d0"       # what the terminal's own colours are taken to be
/// background = "#101418"
/// promises = ["high-contrast"] # optional, see ThemePromise
///
/// [palette]
/// sky = "#7aa2f7"
///
/// [roles]
/// border-focus = "sky bold"
/// selection = "default on sky bold"
/// ```
///
/// A role reads `[COLOUR] [on COLOUR] [ATTRIBUTE...]`. A colour is a name from the palette,
/// `#rrggbb`, or `default` for the terminal's own; an attribute is `bold`, `dim`, `italic`,
/// `underline` or `reverse`.
public struct ThemeSource: Hashable, Sendable {
  public var name: String
  public var inherits: String?
  public var foreground: String?
  public var background: String?
  public var promises: [String]
  public var palette: [String: String]
  public var roles: [String: String]

  public init(
    name: String, inherits: String? = nil, foreground: String? = nil, background: String? = nil,
    promises: [String] = [], palette: [String: String] = [:], roles: [String: String] = [:]
  ) {
    self.name = name
    self.inherits = inherits
    self.foreground = foreground
    self.background = background
    self.promises = promises
    self.palette = palette
    self.roles = roles
  }
}

/// What a theme claims to be, and is checked for.
public enum ThemePromise: String, CaseIterable, Sendable {
  /// Text stands out from its ground by 7:1 rather than 4.5:1.
  case highContrast = "high-contrast"
  /// States and series stay apart for eyes without red or green cones.
  case colorBlindSafe = "color-blind-safe"
}

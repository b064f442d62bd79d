/// What every widget is drawn with: the colours and the kind of characters.
public struct Look: Hashable, Sendable {
  public var theme: Theme
  public var glyphs: DisplayCapabilities.GlyphLevel

  public init(theme: Theme = .unstyled, glyphs: DisplayCapabilities.GlyphLevel = .braille) {
    self.theme = theme
    self.glyphs = glyphs
  }

  public func style(_ role: Role) -> Style { theme.style(role) }
}

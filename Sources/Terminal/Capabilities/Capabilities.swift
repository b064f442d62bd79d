import Screen

/// What the terminal can do, and how sure we are of it.
public struct Capabilities: Hashable, Sendable {
  /// What the user has decided; `nil` leaves it to what is found.
  public struct Choices: Hashable, Sendable {
    public var colorDepth: DisplayCapabilities.ColorDepth?
    public var glyphs: DisplayCapabilities.GlyphLevel?
    public var graphics: DisplayCapabilities.Graphics?

    public init(
      colorDepth: DisplayCapabilities.ColorDepth? = nil,
      glyphs: DisplayCapabilities.GlyphLevel? = nil,
      graphics: DisplayCapabilities.Graphics? = nil
    ) {
      self.colorDepth = colorDepth
      self.glyphs = glyphs
      self.graphics = graphics
    }
  }

  /// What drawing has to know.
  public var display: DisplayCapabilities
  /// Whether the terminal can show everything between two marks at once (DEC mode 2026).
  public var synchronizedUpdates: Bool
  /// The terminal's own name and version, once it has told them.
  public var name: String?
  /// The colour of the terminal's background, once it has told it.
  public var background: RGB?

  /// A choice beats what was found, and what the terminal said beats what the environment says.
  public init(
    surroundings: Surroundings, window: Window, findings: Interview.Findings = .init(),
    choices: Choices = .init()
  ) {
    let isMultiplexed =
      surroundings.isMultiplexed || Surroundings.isMultiplexer(findings.name ?? "")
    // A multiplexer makes up the window's pixels.
    let cell = findings.cellPixels ?? (isMultiplexed ? nil : window.cellPixels)
    var found = DisplayCapabilities.Graphics.none
    if !isMultiplexed, cell != nil {
      found = findings.hasKittyGraphics ? .kitty : findings.hasSixel ? .sixel : .none
    }
    display = DisplayCapabilities(
      colorDepth: choices.colorDepth ?? Self.colorDepth(surroundings),
      glyphs: choices.glyphs ?? Self.glyphs(surroundings),
      graphics: choices.graphics ?? found)
    if let cell { display.cellPixels = cell }
    switch display.graphics {
    case .none: break
    case .sixel: display.pictureLimit = findings.sixelLimit ?? display.pictureLimit
    case .kitty: display.pictureLimit = .largestPicture
    }
    synchronizedUpdates = findings.hasSynchronizedUpdates
    name = findings.name
    background = findings.background
  }

  /// ncurses sends the colours of the terminal's description, so that a claim of more helps only
  /// where that has as many as `CellColor` takes for it.
  private static func colorDepth(_ surroundings: Surroundings) -> DisplayCapabilities.ColorDepth {
    if surroundings.wantsNoColor { return .none }
    switch surroundings.describedColors {
    case ..<8: return .none
    case ..<16: return .eight
    case ..<256: return .sixteen
    case 0x100_0000...: return .trueColor
    default: return surroundings.claimsTrueColor ? .trueColor : .twoFiftySix
    }
  }

  private static func glyphs(_ surroundings: Surroundings) -> DisplayCapabilities.GlyphLevel {
    guard surroundings.isUTF8 else { return .ascii }
    // The console's font has 256 or 512 characters, and the braille patterns are not among them.
    return surroundings.terminalType.hasPrefix("linux") ? .blocks : .braille
  }
}

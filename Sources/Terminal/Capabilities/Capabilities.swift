import Screen

/// What the terminal can do, and how sure we are of it.
public struct Capabilities: Hashable, Sendable {
  /// What the user has decided; `nil` leaves it to what is found.
  public struct Choices: Hashable, Sendable {
    public var colorDepth: DisplayCapabilities.ColorDepth?
    public var glyphs: DisplayCapabilities.GlyphLevel?
    public var graphics: DisplayCapabilities.Graphics?
    /// What is not used although the terminal has it.
    public var without: Set<TerminalFeature>

    public init(
      colorDepth: DisplayCapabilities.ColorDepth? = nil,
      glyphs: DisplayCapabilities.GlyphLevel? = nil,
      graphics: DisplayCapabilities.Graphics? = nil, without: Set<TerminalFeature> = []
    ) {
      self.without = without
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
  /// Whether it tells when it turns dark or light (mode 2031).
  public var tellsColorScheme: Bool
  /// Whether it has kitty's keyboard protocol.
  public var hasKeyboardProtocol: Bool
  /// Whether it shows the progress of what runs in it (OSC 9;4). Nothing asks for that, and those
  /// that do not know it show a message, so it is only for terminals that have told a name which is
  /// known to.
  public var showsProgress: Bool
  /// How it tells somebody who looks elsewhere.
  public var notification: Notification
  /// What is used.
  public private(set) var features: Set<TerminalFeature> = []

  /// A choice beats what was found, and what the terminal said beats what the environment says.
  public init(
    surroundings: Surroundings, window: Window, findings: Interview.Findings = .init(),
    choices: Choices = .init()
  ) {
    // A multiplexer makes up the window's pixels.
    let isMultiplexed =
      surroundings.isMultiplexed || Surroundings.isMultiplexer(findings.name ?? "")
    let cell = findings.cellPixels ?? (isMultiplexed ? nil : window.cellPixels)
    display = DisplayCapabilities(
      colorDepth: choices.colorDepth
        ?? Self.colorDepth(surroundings, isTrue: findings.provesTrueColor),
      glyphs: choices.glyphs ?? Self.glyphs(surroundings),
      graphics: choices.graphics ?? Self.graphics(findings, hasCell: cell != nil))
    if let cell { display.cellPixels = cell }
    switch display.graphics {
    case .none: break
    case .sixel: display.pictureLimit = findings.sixelLimit ?? display.pictureLimit
    case .kitty, .kittyInTmux, .iterm: display.pictureLimit = .largestPicture
    }
    synchronizedUpdates = findings.hasSynchronizedUpdates
    name = findings.name
    background = findings.background
    tellsColorScheme = findings.tellsColorScheme
    hasKeyboardProtocol = findings.hasKeyboardProtocol
    showsProgress = ["ghostty", "wezterm"].contains {
      (findings.name ?? "").lowercased().hasPrefix($0)
    }
    notification =
      findings.hasNotifications ? .kitty : findings.hasInlinePictures ? .iterm : .urxvt
    features = Set(TerminalFeature.allCases.filter { $0.isOffered(by: self) })
      .subtracting(choices.without)
  }

  /// ncurses sends the colours of the terminal's description, so that a claim of more helps only
  /// where that has as many as `CellColor` takes for it.
  private static func colorDepth(
    _ surroundings: Surroundings, isTrue: Bool
  ) -> DisplayCapabilities.ColorDepth {
    if surroundings.wantsNoColor { return .none }
    switch surroundings.describedColors {
    case ..<8: return .none
    case ..<16: return .eight
    case ..<256: return .sixteen
    case 0x100_0000...: return .trueColor
    default: return isTrue || surroundings.claimsTrueColor ? .trueColor : .twoFiftySix
    }
  }

  /// The best of what the terminal has answered; pictures of pixels need to know a cell's, unless
  /// the terminal fits them in.
  private static func graphics(
    _ findings: Interview.Findings, hasCell: Bool
  ) -> DisplayCapabilities.Graphics {
    if findings.hasKittyGraphics, findings.isTmux { return .kittyInTmux }
    guard hasCell else { return .none }
    if findings.hasKittyGraphics { return .kitty }
    if findings.hasInlinePictures { return .iterm }
    return findings.hasSixel ? .sixel : .none
  }

  private static func glyphs(_ surroundings: Surroundings) -> DisplayCapabilities.GlyphLevel {
    guard surroundings.isUTF8 else { return .ascii }
    // The console's font has 256 or 512 characters, and the braille patterns are not among them.
    return surroundings.terminalType.hasPrefix("linux") ? .blocks : .braille
  }
}

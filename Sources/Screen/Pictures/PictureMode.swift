/// A way to show a picture in a terminal.
public enum PictureMode: String, CaseIterable, Sendable {
  case ascii
  case halfBlock = "half-block"
  case braille
  case sixel
  case kitty
  case kittyInTmux = "kitty-tmux"
  case iterm

  /// What it is, in one line.
  public var summary: String {
    switch self {
    case .ascii: "brightness as characters, works everywhere"
    case .halfBlock: "two coloured pixels in each cell"
    case .braille: "eight dots in each cell, dithered, without colour"
    case .sixel: "true pixels, DEC's protocol (xterm, foot, mlterm, WezTerm, Windows Terminal)"
    case .kitty: "true pixels, kitty's protocol (kitty, Ghostty, WezTerm, Konsole)"
    case .kittyInTmux: "true pixels, kitty's protocol through tmux (allow-passthrough on)"
    case .iterm: "true pixels, iTerm2's protocol"
    }
  }

  /// Why a terminal cannot show pictures this way; `nil` where it can.
  public func obstacle(on display: DisplayCapabilities) -> String? {
    switch self {
    case .ascii: nil
    case .halfBlock:
      if display.glyphs < .blocks {
        "the terminal shows ASCII only"
      } else if display.colorDepth < .twoFiftySix {
        "half blocks need 256 colours"
      } else {
        nil
      }
    case .braille: display.glyphs < .braille ? "the terminal has no braille patterns" : nil
    case .sixel, .kitty, .kittyInTmux, .iterm:
      display.graphics == graphics ? nil : "the terminal did not offer \(protocolName)"
    }
  }

  /// The terminal's protocol that paints this way; `nil` for characters.
  public var graphics: DisplayCapabilities.Graphics? {
    switch self {
    case .ascii, .halfBlock, .braille: nil
    case .sixel: .sixel
    case .kitty: .kitty
    case .kittyInTmux: .kittyInTmux
    case .iterm: .iterm
    }
  }

  private var protocolName: String {
    switch self {
    case .kitty: "kitty's protocol"
    case .kittyInTmux: "kitty's protocol through tmux"
    case .iterm: "iTerm2's protocol"
    case .ascii, .halfBlock, .braille, .sixel: rawValue
    }
  }

  /// The mode that shows most on this terminal.
  public static func best(for display: DisplayCapabilities) -> PictureMode {
    let preference: [PictureMode] = [
      .kitty, .kittyInTmux, .iterm, .sixel, .halfBlock, .braille,
    ]
    return preference.first { $0.obstacle(on: display) == nil } ?? .ascii
  }
}

/// Every character beyond ASCII that the workbench draws by meaning, each with its stand-in.
///
/// The raw value is the character followed by the one ASCII character that replaces it where the
/// terminal cannot show more: one cell for one cell, so that both screens have the same layout.
/// Draw with these (or with the characters themselves), and adapt the finished frame once with
/// ``Frame/adapted(to:)``.
public enum Glyph: String, CaseIterable, Sendable, CustomStringConvertible {
  // Markers
  case marker = "▸>"
  case running = "●*"
  case hollow = "○o"
  case paused = "◌o"
  case ellipsis = "…~"
  case knobLeft = "‹<"
  case knobRight = "›>"
  case arrow = "→>"
  case arrowLeft = "←<"
  case arrowUp = "↑^"
  case arrowDown = "↓v"
  case check = "✓+"
  case cross = "✗x"
  case separator = "·."
  case dash = "–-"
  case times = "×x"
  case plusMinus = "±~"
  case mark = "▲^"
  case most = "≤<"
  case least = "≥>"
  case infinity = "∞I"
  case squared = "²2"
  case eAcute = "ée"

  // Light lines
  case horizontal = "─-"
  case vertical = "│|"
  case topLeft = "╭+"
  case topRight = "╮+"
  case bottomLeft = "╰+"
  case bottomRight = "╯+"
  case teeRight = "├+"
  case teeLeft = "┤+"
  case teeDown = "┬+"
  case teeUp = "┴+"
  case crossing = "┼+"

  // Heavy lines, for what has the focus
  case heavyHorizontal = "━="
  case heavyVertical = "┃#"
  case heavyTopLeft = "┏#"
  case heavyTopRight = "┓#"
  case heavyBottomLeft = "┗#"
  case heavyBottomRight = "┛#"
  case heavyBelowRight = "┢#"
  case heavyBelowLeft = "┪#"
  case heavyAboveRight = "┡#"
  case heavyAboveLeft = "┩#"
  case heavyTeeRight = "┣#"
  case heavyTeeLeft = "┫#"

  // Blocks
  case upperHalf = "▀\""
  case lowerHalf = "▄-"
  case full = "█#"
  case eighth1 = "▁_"
  case eighth2 = "▂."
  case eighth3 = "▃:"
  case eighth5 = "▅="
  case eighth6 = "▆+"
  case eighth7 = "▇*"
  case lightShade = "░."
  case mediumShade = "▒:"
  case darkShade = "▓%"

  // Greek letters, as the papers use them
  case alpha = "αa"
  case beta = "βb"
  case gamma = "γg"
  case delta = "δd"
  case difference = "Δd"
  case epsilon = "εe"
  case eta = "ηn"
  case theta = "θo"
  case lambda = "λl"
  case mu = "μu"
  case pi = "πp"
  case rho = "ρr"
  case sigma = "σs"
  case tau = "τt"
  case phi = "φf"

  /// The character itself, one cell wide.
  public var scalar: Unicode.Scalar { rawValue.unicodeScalars.first! }

  /// Its stand-in, one cell wide.
  public var ascii: Unicode.Scalar { rawValue.unicodeScalars.last! }

  public var description: String { String(Character(scalar)) }

  /// Eight heights of a bar, low to high.
  public static let eighths: [Glyph] = [
    .eighth1, .eighth2, .eighth3, .lowerHalf, .eighth5, .eighth6, .eighth7, .full,
  ]
}

/// How much of the workbench a screen has room for; it follows from the size alone.
public enum ScreenForm: Hashable, Sendable {
  /// The panel with the focus.
  case single
  /// Settings as lines whose lists open above the other panels.
  case compact
  /// Settings of which one is open.
  case standard
  /// All settings open, and the table of steps beside its plots.
  case wide

  public init(columns: Int, rows: Int) {
    if columns < 60 || rows < 16 {
      self = .single
    } else if columns < 100 || rows < 30 {
      self = .compact
    } else {
      self = columns < 160 ? .standard : .wide
    }
  }
}

extension State {
  public var screenForm: ScreenForm { ScreenForm(columns: columns, rows: rows) }

  /// Whether settings are lines whose lists must be opened.
  private var hasClosedLists: Bool { screenForm == .compact && !isZoomed }

  /// The settings panel whose list lies above the others.
  public var panelAbove: Panel? {
    hasClosedLists && isListOpen && focus.isSetting ? focus : nil
  }

  /// Whether the lines of the focused panel are on the screen.
  var showsLines: Bool { !hasClosedLists || panelAbove != nil || !focus.isSetting }

  /// Puts the lines of the focused panel on the screen, so that no change happens unseen.
  mutating func showLines() {
    if !showsLines { isListOpen = true }
  }
}

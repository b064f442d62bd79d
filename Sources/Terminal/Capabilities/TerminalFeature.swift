/// What the workbench uses of a terminal beyond drawing and keys. Each can be left out; whoever lets
/// a person choose reads this list.
public enum TerminalFeature: String, CaseIterable, Sendable {
  case mouse
  case keyboard
  case scheme
  case focus
  case progress
  case notify

  /// What it is, in a few words.
  public var summary: String {
    switch self {
    case .mouse: "clicks and the wheel; with Shift the terminal selects text"
    case .keyboard: "kitty's keyboard protocol"
    case .scheme: "the theme follows the terminal from dark to light"
    case .focus: "few frames while the window has no focus"
    case .progress: "a run's progress in the terminal's title or task bar (OSC 9;4)"
    case .notify: "a notification at the end of a long run"
    }
  }

  /// Whether the terminal has it, for all that it has told.
  func isOffered(by capabilities: Capabilities) -> Bool {
    switch self {
    case .mouse, .focus, .notify: true
    case .keyboard: capabilities.hasKeyboardProtocol
    case .scheme: capabilities.tellsColorScheme
    case .progress: capabilities.showsProgress
    }
  }

  /// What switches it on, and off again.
  var switches: (on: String, off: String) {
    switch self {
    case .mouse: ("\u{1B}[?1002h\u{1B}[?1006h", "\u{1B}[?1006l\u{1B}[?1002l")
    case .keyboard: ("\u{1B}[>1u", "\u{1B}[<u")
    case .scheme: ("\u{1B}[?2031h", "\u{1B}[?2031l")
    case .focus: ("\u{1B}[?1004h", "\u{1B}[?1004l")
    case .progress: ("", "\u{1B}]9;4;0\u{1B}\\")
    case .notify: ("", "")
    }
  }
}

extension Set<TerminalFeature> {
  /// What switches all of them on, and off again in the other order.
  var switches: (on: [UInt8], off: [UInt8]) {
    let ordered = TerminalFeature.allCases.filter(contains).map(\.switches)
    return (
      Array(ordered.map(\.on).joined().utf8), Array(ordered.reversed().map(\.off).joined().utf8)
    )
  }
}

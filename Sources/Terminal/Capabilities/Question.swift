import Screen

/// One question that the program asks a terminal about itself. The workbench asks `all` of them;
/// `quickstep doctor` shows them with their answers.
public struct Question: Sendable {
  /// What is asked and, in brackets, the name of the control function.
  public let title: String
  /// Whether it can only be asked once the first answers are there.
  let isSecond: Bool
  /// What is sent; nothing where asking would do harm or tell nothing.
  let bytes: @Sendable (Interview.Findings) -> String
  let isAnswered: @Sendable (Reply) -> Bool
  /// What the program makes of what it has learnt.
  public let consequence: @Sendable (Interview.Findings) -> String

  init(
    _ title: String, isSecond: Bool = false,
    asking bytes: @escaping @Sendable (Interview.Findings) -> String,
    answeredBy isAnswered: @escaping @Sendable (Reply) -> Bool,
    so consequence: @escaping @Sendable (Interview.Findings) -> String
  ) {
    self.title = title
    self.isSecond = isSecond
    self.bytes = bytes
    self.isAnswered = isAnswered
    self.consequence = consequence
  }
}

extension Question {
  /// Ends a round: every terminal answers it, and answers come in the order of the questions.
  static let roundEnd = "\u{1B}[c"

  public static let all: [Question] = first + second

  private static let first: [Question] = [
    Question("name and version (XTVERSION)") { _ in
      "\u{1B}[>0q"
    } answeredBy: {
      if case .version = $0 { true } else { false }
    } so: {
      $0.name ?? "nameless"
    },
    Question("size of a cell (XTWINOPS 16)") { _ in
      "\u{1B}[16t"
    } answeredBy: {
      if case .cellPixels = $0 { true } else { false }
    } so: {
      $0.cellPixels.map { "\($0.width) x \($0.height) pixels" } ?? "what the kernel says counts"
    },
    Question("updates at once (DECRQM 2026)") { _ in
      "\u{1B}[?2026$p"
    } answeredBy: {
      if case .privateMode(2026, _) = $0 { true } else { false }
    } so: {
      $0.hasSynchronizedUpdates ? "frames appear at once" : "frames appear as they arrive"
    },
    Question("news of dark and light (DECRQM 2031)") { _ in
      "\u{1B}[?2031$p"
    } answeredBy: {
      if case .privateMode(2031, _) = $0 { true } else { false }
    } so: {
      $0.tellsColorScheme
        ? "the theme follows the terminal's" : "the theme stays as the background is now"
    },
    Question("background (OSC 11)") { _ in
      "\u{1B}]11;?\u{7}"
    } answeredBy: {
      if case .background = $0 { true } else { false }
    } so: {
      $0.background.map { "\($0.isLight ? "light" : "dark"): \($0.hex)" } ?? "taken for dark"
    },
    Question("kitty keyboard protocol") { _ in
      "\u{1B}[?u"
    } answeredBy: {
      if case .keyboard = $0 { true } else { false }
    } so: {
      $0.hasKeyboardProtocol
        ? "Esc is told from the start of a sequence" : "Esc counts after 25 ms without more"
    },
    Question("device attributes (DA1)") { _ in
      roundEnd
    } answeredBy: {
      if case .deviceAttributes = $0 { true } else { false }
    } so: {
      let level = $0.level.map { "level \($0)" } ?? "nothing more is asked"
      return $0.hasSixel ? "\(level), sixel pictures" : level
    },
  ]

  private static let second: [Question] = [
    Question("largest sixel picture (XTSMGRAPHICS)", isSecond: true) {
      // The limit that is set and the largest that may be: xterm says the window's size to the
      // first, others nothing to the second.
      $0.hasSixel ? "\u{1B}[?2;1;0S\u{1B}[?2;4;0S" : ""
    } answeredBy: {
      if case .sixelLimit = $0 { true } else { false }
    } so: {
      $0.sixelLimit.map { "\($0.width) x \($0.height) pixels" } ?? "1000 x 1000 pixels are dared"
    },
    Question("kitty graphics protocol", isSecond: true) {
      let query = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
      guard !$0.isTmux else {
        return String(decoding: TmuxPassthrough.wrapped(Array(query.utf8)), as: UTF8.self)
      }
      return $0.skipsStrings ? query : ""
    } answeredBy: {
      if case .kittyGraphics = $0 { true } else { false }
    } so: {
      guard $0.hasKittyGraphics else { return "not used" }
      return $0.isTmux ? "pictures through tmux" : "pictures"
    },
    Question("iTerm2's features (OSC 1337)", isSecond: true) {
      $0.skipsStrings ? "\u{1B}]1337;Capabilities\u{1B}\\" : ""
    } answeredBy: {
      if case .itermFeatures = $0 { true } else { false }
    } so: {
      $0.hasInlinePictures ? "inline pictures" : "not used"
    },
    Question("notifications (OSC 99)", isSecond: true) {
      $0.skipsStrings ? "\u{1B}]99;i=quickstep:p=?;\u{1B}\\" : ""
    } answeredBy: {
      if case .notifications = $0 { true } else { false }
    } so: {
      $0.hasNotifications ? "used at the end of a long run" : "OSC 777 or 9 is used instead"
    },
    Question("24-bit colour by its name (XTGETTCAP RGB, Tc)", isSecond: true) {
      $0.skipsStrings ? "\u{1B}P+q524742\u{1B}\\\u{1B}P+q5463\u{1B}\\" : ""
    } answeredBy: {
      if case .capability = $0 { true } else { false }
    } so: {
      $0.provesTrueColor ? "proven" : "not proven"
    },
    Question("24-bit colour by trial (DECRQSS SGR)", isSecond: true) {
      $0.skipsStrings
        ? "\u{1B}7\u{1B}[48;2;1;2;3m\u{1B}P$qm\u{1B}\\\u{1B}[m\u{1B}8" : ""
    } answeredBy: {
      if case .rendition = $0 { true } else { false }
    } so: {
      $0.provesTrueColor ? "proven" : "not proven"
    },
  ]
}

import Runs
import Screen
import Terminal

/// The terminal, asked as the workbench asks it.
struct TerminalExamination {
  /// What the workbench makes of it: names and values.
  let findings: [(String, String)]
  /// Every question with its answer and what follows from it.
  let protocolText: String

  init() {
    guard let session = try? TerminalSession() else {
      findings = [("terminal", "none: the workbench cannot open here, subcommands can")]
      protocolText = "\nNo terminal was asked anything.\n"
      return
    }
    session.paint(Frame(size: session.size))
    var end = Double.infinity
    while session.isAsking || session.isAnswerDue, monotonicSeconds() < end {
      let events = session.nextEvents(timeoutMilliseconds: Self.patience)
      if events.contains(where: { $0.exitStatus != nil }) { break }
      if !session.isAsking { end = min(end, monotonicSeconds() + Double(Self.patience) / 1000) }
    }
    let (capabilities, size, account) = (session.capabilities, session.size, session.account)
    session.close()
    findings = Self.findings(capabilities, size)
    protocolText =
      "\nThe terminal is asked once the first frame stands, and waited for \(account.budget) ms.\n"
      + account.exchanges.map { Self.text($0, account) }.joined()
  }

  /// How long an answer is listened for that comes too late, in milliseconds.
  private static let patience = 1000

  private static func findings(_ capabilities: Capabilities, _ size: Size) -> [(String, String)] {
    let display = capabilities.display
    let features = TerminalFeature.allCases.map { feature in
      let isUsed = capabilities.features.contains(feature)
      return (
        "  \(feature.rawValue)", isUsed ? feature.summary : "the terminal did not offer it"
      )
    }
    return [
      ("terminal", capabilities.name ?? "does not tell its name"),
      ("size", "\(size.columns) x \(size.rows) cells"),
      ("cell", "\(display.cellPixels.width) x \(display.cellPixels.height) pixels"),
      ("background", capabilities.background.map(ground) ?? "does not tell it; taken for dark"),
      ("colours", display.colorDepth.summary),
      ("characters", display.glyphs.summary),
      ("pictures", pictures(display)),
      ("preview", PictureMode.best(for: display).rawValue),
    ]
      + PictureMode.allCases.map { mode in
        ("  \(mode.rawValue)", mode.obstacle(on: display) ?? "usable")
      } + [("beside", "each is left out by --without")] + features
  }

  private static func ground(_ color: RGB) -> String {
    "\(color.isLight ? "light" : "dark") (\(color.hex))"
  }

  private static func pictures(_ display: DisplayCapabilities) -> String {
    guard display.graphics != .none else { return "none: pictures are drawn with characters" }
    let limit = display.pictureLimit
    return "\(display.graphics.rawValue), up to \(limit.width) x \(limit.height) pixels"
  }

  private static func text(_ exchange: Interview.Exchange, _ account: Interview) -> String {
    guard !exchange.asked.isEmpty else {
      return "\n\(exchange.question.title)\n  not asked: its answer would be of no use here\n"
    }
    let answers = exchange.answers.map(escaped)
    return """

      \(exchange.question.title)
        asks   \(escaped(exchange.asked))
        hears  \(answers.isEmpty ? "nothing" : answers.joined(separator: "  "))
        so     \(exchange.isLate
          ? "nothing: it came too late" : exchange.question.consequence(account.findings))

      """
  }

  /// Bytes as they are written in a shell's `$'…'`.
  private static func escaped(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      switch byte {
      case 0x1B: "\\e"
      case 0x07: "\\a"
      case UInt8(ascii: "\\"): "\\\\"
      case 0x20..<0x7F: String(Unicode.Scalar(byte))
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }.joined()
  }
}

import ArgumentParser
import Glibc
import Quickstep
import Screen
import Tensors
import Terminal

/// Tells what the terminal, the processor and the surroundings offer.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Tell what terminal, processor and paths offer.")

  func run() throws {
    var table = TextTable(["what", "found"], sides: [.left, .left])
    for (name, value) in terminal() + machine() { table.add([name, PrintableText(value).text]) }
    try StandardOutput.write(table.text)
  }

  private func terminal() -> [(String, String)] {
    let environment = Surroundings.processEnvironment()
    let lines = ["TERM", "COLORTERM", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR", "TMUX"].map {
      ($0, environment[$0] ?? "not set")
    }
    guard let session = try? TerminalSession() else {
      return lines + [("terminal", "none: the workbench cannot open here, subcommands can")]
    }
    session.paint(Frame(size: session.size))
    while session.isAsking, !session.nextEvents().contains(where: { $0.exitStatus != nil }) {}
    let capabilities = session.capabilities, size = session.size
    session.close()
    return lines + found(capabilities, size)
  }

  private func found(_ capabilities: Capabilities, _ size: Size) -> [(String, String)] {
    let display = capabilities.display
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
      }
  }

  private func ground(_ color: RGB) -> String {
    "\(color.isLight ? "light" : "dark") (\(color.hex))"
  }

  private func pictures(_ display: DisplayCapabilities) -> String {
    let limit = "up to \(display.pictureLimit.width) x \(display.pictureLimit.height) pixels"
    return switch display.graphics {
    case .none: "none: pictures are drawn with characters"
    case .sixel: "sixel, \(limit)"
    case .kitty: "kitty, \(limit)"
    }
  }

  private func machine() -> [(String, String)] {
    let sets = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
    let surroundings = Surroundings(
      environment: Surroundings.processEnvironment(), describedColors: 0)
    return [
      ("processors", "\(sysconf(Int32(_SC_NPROCESSORS_ONLN)))"),
      ("instructions", "\(sets); using \(InstructionSet.best.rawValue)"),
      (
        "state folder",
        surroundings.stateDirectory.map { $0 + "/quickstep" } ?? "none: HOME is not set"
      ),
      (
        "saved choices",
        surroundings.configurationDirectory.map { $0 + "/quickstep" } ?? "none: HOME is not set"
      ),
    ]
  }
}

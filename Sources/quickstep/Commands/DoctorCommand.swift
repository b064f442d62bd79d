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
    var lines = ["TERM", "COLORTERM", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR", "TMUX"].map {
      ($0, environment[$0] ?? "not set")
    }
    guard let session = try? TerminalSession() else {
      return lines + [("terminal", "none: the workbench cannot open here, subcommands can")]
    }
    session.paint(Frame(size: session.size))
    // The terminal's answers come within a tenth of a second, over a network a little later.
    let deadline = 300
    for _ in 0..<10 { _ = session.nextEvents(timeoutMilliseconds: deadline / 10) }
    let capabilities = session.capabilities, size = session.size
    session.close()
    let display = capabilities.display
    lines += [
      ("terminal", capabilities.name ?? "does not tell its name"),
      ("size", "\(size.columns) x \(size.rows) cells"),
      ("cell", "\(display.cellPixels.width) x \(display.cellPixels.height) pixels"),
      ("colours", display.colorDepth.rawValue),
      ("characters", display.glyphs.rawValue),
      ("pictures", display.graphics.rawValue),
      ("preview", PictureMode.best(for: display).rawValue),
    ]
    for mode in PictureMode.allCases {
      lines.append(("  \(mode.rawValue)", mode.obstacle(on: display) ?? "usable"))
    }
    return lines
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
    ]
  }
}

import ArgumentParser
import Glibc
import Quickstep
import Screen
import Tensors
import Terminal

/// Tells what the terminal, the processor and the surroundings offer.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what terminal, processor and paths offer, and what the terminal was asked.")

  func run() throws {
    let examination = TerminalExamination()
    var table = TextTable(["what", "found"], sides: [.left, .left])
    for (name, value) in environment() + examination.findings + machine() {
      table.add([name, PrintableText(value).text])
    }
    try StandardOutput.write(table.text + examination.protocolText)
  }

  private func environment() -> [(String, String)] {
    let environment = Surroundings.processEnvironment()
    return ["TERM", "COLORTERM", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR", "TMUX"].map {
      ($0, environment[$0] ?? "not set")
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

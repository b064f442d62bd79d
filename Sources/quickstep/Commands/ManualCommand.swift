import ArgumentParser
import Experiments

/// Prints the manual page.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page.",
    discussion: """
      quickstep manual | man -l - reads it; quickstep manual > ~/.local/share/man/man1/quickstep.1 \
      keeps it for man quickstep.
      """)

  func run() throws {
    let families = Families.all()
    let manual = Manual(
      program: try CommandHelp.program(), families: families,
      tables: ConfigurationTable.all(families, Themes.bundledNames))
    try StandardOutput.write(manual.text)
  }
}

import ArgumentParser
import Experiments
import Files

/// Prints what can be configured, and what is.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print the configuration with everything that it can say.",
    discussion: """
      The configuration is $XDG_CONFIG_HOME/quickstep/config.toml, by default \
      ~/.config/quickstep/config.toml: keys of the workbench, the theme, what new plans start with, and \
      limits. What is printed is such a file: what is set stands with its line, all else behind a #. \
      What is wrong with the file is told on standard error, and the exit status is 1 then; the rest \
      of it holds. Themes of one's own lie beside it in themes/, one file each.
      """)

  func run() throws {
    guard let path = Configuration.path else { throw NowhereToSave() }
    let families = Families.all()
    let themes = Themes.own()
    let configuration = Configuration.read(families, themes)
    try StandardOutput.write(
      configuration.text(
        ConfigurationTable.all(families, themes.names), path: path, isThere: !isMissing(path)))
    let problems = configuration.problems.map { "\($0)" } + themes.problems
    for problem in problems { StandardError.report(problem) }
    if !problems.isEmpty { throw ExitCode(1) }
  }
}

import Experiments
import Workbench

/// The manual page: what the parser, the command table and the configuration declare.
struct Manual {
  let program: CommandHelp
  let families: Families
  let tables: [ConfigurationTable]

  var text: String {
    var page = Roff(
      title: program.name, section: 1, version: QuickstepCommand.configuration.version)
    page.section("Name")
    page.paragraphs("\(program.name) - \(lowered(program.summary))")
    page.section("Synopsis")
    page.paragraphs("\(program.name) [subcommand] [flags]")
    page.section("Description")
    page.paragraphs(program.discussion)
    page.section("Subcommands")
    for command in program.subcommands { add(command, called: command.name, to: &page) }
    addKeys(to: &page)
    addConfiguration(to: &page)
    page.section("Files")
    page.term(
      "$XDG_CONFIG_HOME/quickstep/",
      "What a person keeps: config.toml, themes/, presets/, and a "
        + "folder for each kind of what was saved by name. ~/.config where the variable is not set."
    )
    page.term(
      "$XDG_STATE_HOME/quickstep/",
      "The history of runs and cells of sweeps. ~/.local/state where "
        + "the variable is not set.")
    page.section("Environment")
    page.term("NO_COLOR", "Where it is set, nothing has a colour.")
    page.term("TERM, COLORTERM", "How many colours there are.")
    page.term("LC_ALL, LC_CTYPE, LANG", "Whether there are characters beyond ASCII.")
    page.section("Exit status")
    page.term("0", "It was done.")
    page.term("1", "A check has failed.")
    page.term("2", "Something given cannot be used; one line on standard error says what to do.")
    page.term("128 + n", "Signal n ended it.")
    return page.text
  }

  private func add(_ command: CommandHelp, called name: String, to page: inout Roff) {
    let words = command.arguments.filter(\.names.isEmpty).map { argument in
      let word = "<\(argument.valueName ?? "")>" + (argument.isRepeating ? "..." : "")
      return argument.isOptional ? "[\(word)]" : word
    }
    page.subsection(([name] + words).joined(separator: " "))
    page.paragraphs(stopped(command.summary))
    page.paragraphs(command.discussion)
    for argument in command.arguments where !["--help", "--version"].contains(argument.names.last) {
      let value = argument.valueName.map { "<\($0)>" } ?? ""
      if argument.names.isEmpty {
        page.term("", value: value, argument.summary)
      } else {
        page.term(argument.names.joined(separator: ", "), value: value, argument.summary)
      }
    }
    for inner in command.subcommands { add(inner, called: "\(name) \(inner.name)", to: &page) }
  }

  private func addKeys(to page: inout Roff) {
    page.section("Keys of the workbench")
    for category in Command.Category.allCases {
      page.subsection(category.rawValue)
      for command in Command.all where command.category == category {
        page.term(command.keyNames, stopped("\(command.name): \(command.summary)"))
      }
    }
  }

  private func addConfiguration(to page: inout Roff) {
    page.section("Configuration")
    page.paragraphs(ConfigCommand.configuration.discussion)
    for table in tables where !table.path.isEmpty && table.path.count == 1 {
      page.subsection("[\(table.path[0])]")
      page.paragraphs(table.summary)
    }
    page.example("[limits]\nthreads = 4\n\n[keys]\nrun = \"r F5\"\n\n[defaults.sample]\nsteps = 12")
  }

  private func lowered(_ sentence: String) -> String {
    let text = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private func stopped(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}

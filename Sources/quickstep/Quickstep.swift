import ArgumentParser
import Experiments
import Runs
import Studies
import Tokens

/// The program: the workbench, and one subcommand a file.
struct QuickstepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quickstep",
    abstract: "A workbench for few-step sampling from diffusion and flow models.",
    discussion: """
      Without a subcommand it opens the workbench; without a terminal it runs the plan headless.
      Components are named NAME[:KNOB=VALUE[,KNOB=VALUE...]], for example
      --solver unipc:order=3,variant=bh2 --grid karras:rho=7.
      """,
    version: "0.1.0",
    subcommands: [
      WorkbenchCommand.self, SampleCommand.self, SweepCommand.self, CompareCommand.self,
      FewestCommand.self, SearchCommand.self, FamilyCommand<StatisticsFamily>.self,
      FamilyCommand<MaskedFamily>.self,
      FamilyCommand<WalkFamily>.self, ListCommand.self,
      SavedCommand.self, HistoryCommand.self,
      LevelsCommand.self,
      TranslateCommand.self, OrderCommand.self, StabilityCommand.self, LedgerCommand.self,
      PathsCommand.self, TeleportCommand.self, AuditCommand.self, TrainCommand.self,
      ClassifyCommand.self, ReportCommand.self, DemoCommand.self,
      VerifyCommand.self,
      DoctorCommand.self, ConfigCommand.self, CompletionsCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: WorkbenchCommand.self)
}

extension QuickstepCommand {
  /// The command that the arguments ask for.
  /// - Throws: what `Exit.report` understands: requests for help, and misuse as one sentence.
  static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    if let word = words.first, !word.hasPrefix("-"), !known.contains(word) {
      throw DeclarationError.unknownName(word, kind: "subcommand", known: known)
    }
    let command: any ParsableCommand
    do {
      command = try parseAsRoot(
        words.first == CompareCommand.name
          ? arguments.map(CompareCommand.shielded) : arguments)
    } catch {
      guard exitCode(for: error) != .success else { throw error }
      let subcommand = words.first.flatMap { known.contains($0) ? $0 : nil }
      throw MisuseError(problem: message(for: error), subcommand: subcommand)
    }
    return command
  }
}

/// Arguments that do not fit the flags there are.
struct MisuseError: Error, CustomStringConvertible {
  let problem: String
  let subcommand: String?

  var description: String {
    let end = problem.hasSuffix("?") || problem.hasSuffix(".") ? "" : "."
    let help = ["quickstep", subcommand, "--help"].compactMap { $0 }.joined(separator: " ")
    return "\(PrintableText(problem, limit: 300))\(end) See \(help)."
  }
}

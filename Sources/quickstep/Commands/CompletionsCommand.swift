import ArgumentParser
import Experiments

/// Prints what a shell needs to complete the program's words.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the script that lets a shell complete words and values.",
    discussion: """
      For bash: quickstep completions bash > ~/.local/share/bash-completion/completions/quickstep
      For zsh, in a folder of $fpath: quickstep completions zsh > ~/.zfunc/_quickstep
      For fish: quickstep completions fish > ~/.config/fish/completions/quickstep.fish

      What is offered for a value the program is asked for at that moment: models, solvers with \
      their knobs, presets, themes, what was saved.
      """)

  private static let shells = CompletionShell.allCases.map(\.rawValue)

  @Argument(help: "Which shell: \(shells.joined(separator: ", ")).", completion: .list(shells))
  var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw DeclarationError.unknownName(shell, kind: "shell", known: Self.shells)
    }
    let script = QuickstepCommand.completionScript(for: shell)
    try StandardOutput.write(script + (shell == .bash ? bashWords : ""))
  }
}

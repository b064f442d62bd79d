import ArgumentParser

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
      WorkbenchCommand.self, SampleCommand.self, ListCommand.self, LevelsCommand.self,
      OrderCommand.self, VerifyCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: WorkbenchCommand.self)
}

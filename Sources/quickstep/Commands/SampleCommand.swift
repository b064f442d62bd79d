import ArgumentParser
import Files
import Quickstep
import Runs
import Screen
import Tensors

/// Runs a plan without a screen and writes what was asked for.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Run a plan without the workbench.",
    discussion: """
      Progress goes to standard error; the statistics, the quality and a preview in characters \
      to standard output. A file named - is standard output.
      """)

  @OptionGroup var options: PlanOptions
  @OptionGroup var outputs: OutputOptions

  func run() throws {
    let plan = try options.plan()
    try HeadlessRun(plan: plan, outputs: outputs, threads: threadCount(outputs.threads)).perform()
  }
}

/// The flags that say how a headless run computes and what it writes.
struct OutputOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads that compute, 1 … 64.", valueName: "n"))
  var threads = "2"
  @Option(
    help: ArgumentHelp(
      """
      Start from this noise: NPY of rows, N,H,W,C or N,C,H,W; or torch:SEED, all that PyTorch's CPU \
      generator draws.
      """, valueName: "file"), completion: .file(extensions: ["npy", "gz"]))
  var noise: String?
  @Option(
    help: ArgumentHelp("Write the samples as a picture.", valueName: "file"), completion: .file())
  var png: String?
  @Option(
    help: ArgumentHelp("Write the statistics of every step.", valueName: "file"),
    completion: .file())
  var csv: String?
  @Option(
    help: ArgumentHelp("Write plan, statistics and quality as JSON.", valueName: "file"),
    completion: .file())
  var json: String?
  @Option(help: ArgumentHelp("Write the samples.", valueName: "file"), completion: .file())
  var npy: String?
  @Option(
    help: ArgumentHelp("Write the state after every step.", valueName: "file"), completion: .file())
  var trajectory: String?

  /// What is written, `-` for standard output.
  var files: [String] { [png, csv, json, npy, trajectory].compactMap { $0 } }

  /// Whether standard output is asked for one of the files, and so must carry nothing else.
  var claimsStandardOutput: Bool { files.contains("-") }

  /// Nothing is written but what people read.
  static func none() throws -> OutputOptions { try parse([]) }
}

/// Reads a number of threads.
func threadCount(_ text: String) throws -> Int {
  guard let count = Int(text), (1...64).contains(count) else {
    throw DeclarationError.badValue(knob: "threads", text: text, range: "1 … 64")
  }
  return count
}

import ArgumentParser
import Experiments

/// The flags that say how a headless run computes and what it writes.
struct OutputOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(threadsHelp, valueName: "n"))
  var threads: String?
  @Option(
    help: ArgumentHelp("Write what was made as a picture.", valueName: "file"), completion: .file())
  var png: String?
  @Option(
    help: ArgumentHelp("Write the statistics of every step.", valueName: "file"),
    completion: .file())
  var csv: String?
  @Option(
    help: ArgumentHelp("Write the run, its statistics and quality as JSON.", valueName: "file"),
    completion: .file())
  var json: String?
  @Option(
    help: ArgumentHelp("Write what was made as numbers.", valueName: "file"), completion: .file())
  var npy: String?
  @Option(
    help: ArgumentHelp("Write the numbers after every step.", valueName: "file"),
    completion: .file())
  var trajectory: String?
  @Option(
    help: ArgumentHelp(
      "Write the pictures of all steps as one moving picture (APNG).", valueName: "file"),
    completion: .file(extensions: ["png", "apng"]))
  var filmstrip: String?

  @Flag(help: "Do not keep the run in the history.") var noHistory = false

  /// What is written, `-` for standard output.
  var files: [String] { [png, csv, json, npy, trajectory, filmstrip].compactMap { $0 } }

  /// Whether standard output is asked for one of the files, and so must carry nothing else.
  var claimsStandardOutput: Bool { files.contains("-") }

  /// Nothing is written but what people read.
  static func none() throws -> OutputOptions { try parse([]) }
}

/// What help says of the number of threads.
let threadsHelp =
  "Threads that compute, 1 … 64; else as configured, or \(ConfigurationTable.threads)."

/// Reads a number of threads.
func threadCount(_ text: String) throws -> Int {
  guard let count = Int(text), (1...64).contains(count) else {
    throw DeclarationError.badValue(knob: "threads", text: text, range: "1 … 64")
  }
  return count
}

import ArgumentParser
import Runs
import Tensors

/// Replays recorded trajectories of other libraries.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Replay what other libraries recorded.",
    discussion: "Prints a line a case and 'N passed, N failed, N skipped'; exit 1 on a failure.")

  @Argument(
    help: ArgumentHelp(
      "Files of recorded trajectories (JSON or gzip); folders with a network and io.safetensors.",
      valueName: "files"), completion: .file())
  var files: [String]

  func run() throws {
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    var verification = Verification()
    for file in files {
      var lines: [String] = []
      verification.verify(file, with: kernels) { lines.append($0) }
      try StandardOutput.write(lines.map { $0 + "\n" }.joined())
    }
    try StandardOutput.write(verification.closingLine + "\n")
    for sentence in verification.unreadable { StandardError.report(sentence) }
    if !verification.unreadable.isEmpty { throw ExitCode(2) }
    if !verification.isClean { throw ExitCode(1) }
  }
}

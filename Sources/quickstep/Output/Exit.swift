import ArgumentParser
import Glibc

/// How the program ends when something was thrown.
enum Exit {
  /// Says what went wrong in one line on standard error.
  /// - Returns: 0 for help that was asked for, 1 for a check that failed, 2 for bad input.
  static func report(_ error: any Error) -> Int32 {
    if case .brokenPipe = error as? OutputError { return 0 }
    if let status = error as? ExitCode { return status.rawValue }
    if let stop = error as? InterruptedRun { return 128 + stop.signal }
    if QuickstepCommand.exitCode(for: error) == .success {
      let help = QuickstepCommand.fullMessage(for: error)
      do {
        try StandardOutput.write(help + "\n")
        return 0
      } catch { return report(error) }
    }
    StandardError.report("\(error)")
    return 2
  }
}

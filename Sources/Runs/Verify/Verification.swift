import Files
import Quickstep
import Tensors

/// Replays golden files and counts how their cases come out.
///
///     var verification = Verification()
///     verification.verify("diffusers-ddim.json", with: kernels) { print($0) }
///     print(verification.closingLine)
public struct Verification: Sendable {
  public private(set) var passed = 0
  public private(set) var failed = 0
  public private(set) var skipped = 0
  /// Why files could not be read, a sentence a file.
  public private(set) var unreadable: [String] = []

  public init() {}

  /// Whether every case that was replayed agreed and every file was read.
  public var isClean: Bool { failed == 0 && unreadable.isEmpty }

  public var closingLine: String { "\(passed) passed, \(failed) failed, \(skipped) skipped" }

  /// Replays every case of one file, or of a folder: one with a network and what it gave, or one
  /// of such folders.
  /// - Parameter report: is given a line per case.
  public mutating func verify(_ path: String, with kernels: Kernels, report: (String) -> Void) {
    do {
      if let folders = try NetworkFolders.list(path) {
        for folder in folders { verifyNetwork(folder, with: kernels, report: report) }
        return
      }
      let file = try GoldenFile.read(path)
      let setting = try GoldenSetting(beside: path, for: file.cases)
      for golden in file.cases {
        report(line(golden.id, count(replay(golden, setting, with: kernels))))
      }
    } catch {
      unreadable.append("\(error)")
    }
  }

  private mutating func verifyNetwork(
    _ folder: String, with kernels: Kernels, report: (String) -> Void
  ) {
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    do {
      let replay = try NetworkReplay(folder, with: kernels)
      report(line("\(name)/output", count(replay.output())))
      if let verdict = replay.pipeline() { report(line("\(name)/pipeline", count(verdict))) }
    } catch {
      unreadable.append("\(error)")
    }
  }

  private mutating func count(_ verdict: CaseVerdict) -> CaseVerdict {
    switch verdict {
    case .compared: if verdict.passed { passed += 1 } else { failed += 1 }
    case .failed: failed += 1
    case .skipped: skipped += 1
    }
    return verdict
  }

  private func line(_ id: String, _ verdict: CaseVerdict) -> String {
    let name = PrintableText(id, limit: 80)
    return switch verdict {
    case .compared(let maximum, let tolerance):
      "\(verdict.passed ? "pass" : "FAIL") \(name) max=\(format(maximum)) tol=\(format(tolerance))"
    case .failed(let problem): "FAIL \(name) \(problem)"
    case .skipped(let problem): "skip \(name) \(problem)"
    }
  }
}

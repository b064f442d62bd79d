import Experiments
import Files
import Quickstep

/// The runs of a sweep in a file of its own in the user's folder, so that the same sweep goes on where
/// it was ended. A sweep with more seeds is the same sweep.
public final class SweepJournal: @unchecked Sendable {
  public let path: String
  /// Runs of an earlier time.
  public let kept: [Trial]
  /// What is wrong with the file, in one sentence; `nil` where nothing is.
  public let note: String?
  private let line: String
  private let byteCount: Int
  /// Used by one thread at a time: the scribe's.
  private var file: GrowingFile?

  /// Reads what is kept of a sweep.
  /// - Parameter folder: of all sweeps.
  /// - Throws: `FileError` for a file that is of another sweep or cannot be read.
  public init(_ sweep: Sweep, among families: Families, in folder: String) throws(FileError) {
    let line = sweep.line(families)
    let path = "\(folder)/\(LineHash(line).text)\(CellFile.ending)"
    self.line = line
    self.path = path
    do throws(FileError) {
      let read = try CellFile.read(path, of: line)
      (kept, byteCount) = (read.trials, read.byteCount)
      note = read.damaged.map {
        "Line \($0) of \(PrintableText(path)) is damaged: its cell is run again."
      }
    } catch {
      guard case .missing = error.problem else { throw error }
      (kept, byteCount, note) = ([], 0, nil)
    }
  }

  /// Forgets what is kept.
  public func clear() throws(FileError) {
    guard byteCount > 0 else { return }
    try open(from: { 0 })
  }

  /// Adds runs and waits until they lie on the disk.
  func append(_ trials: [Trial]) throws(FileError) {
    if file == nil { try open(from: wholeBytes) }
    try file?.append(trials.map(CellFile.line).joined())
    try file?.synchronize()
  }

  /// Up to the end of the last whole line, of which another program may have added some meanwhile.
  private func wholeBytes() throws(FileError) -> Int {
    try CellFile.read(path, of: line).byteCount
  }

  /// - Parameter count: bytes that stay, asked for once no other program writes.
  private func open(from count: () throws(FileError) -> Int) throws(FileError) {
    if let end = path.lastIndex(of: "/") { try makeFolders(String(path[..<end])) }
    guard let opened = try GrowingFile.open(path) else {
      throw FileError(
        path: path,
        problem: .rejected(
          ValuePlace("the file"), reason: "another program runs the same sweep. Wait until it ends."
        ))
    }
    let count = try count()
    try opened.cut(to: count)
    if count == 0 { try opened.append(CellFile.head(of: line)) }
    file = opened
  }
}

extension Sweep {
  /// What tells a sweep from others, in one line: all but how often cells run and what is near the best.
  public func line(_ families: Families) -> String {
    let family = families[base]
    let parts =
      ["\(RunLine.prefix) sweep", family.name, family.flags(base)]
      + axes.map { "--axis \($0.text)" } + measures.map { "--measure \($0)" }
    return parts.joined(separator: " ")
  }
}

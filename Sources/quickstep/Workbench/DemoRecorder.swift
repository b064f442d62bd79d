import Experiments
import Files
import Workbench

/// Writes down the keys of somebody at work, as a tour that captions are added to.
struct DemoRecorder {
  private let path: String
  private var lines: [String]
  private var last: Double?

  /// - Parameter runLine: of the plan that the work begins with.
  init(_ path: String, runLine: String) {
    self.path = path
    lines = ["# \(runLine)", "title My tour", "say What this tour shows.", ""]
  }

  mutating func add(_ key: Key, at time: Double) {
    rest(until: time)
    lines.append("keys \(key.name)")
  }

  mutating func add(pasted text: String, at time: Double) {
    rest(until: time)
    let line = text.split(whereSeparator: \.isNewline).first ?? ""
    if !line.isEmpty { lines.append("type \(PrintableText(String(line)).text)") }
  }

  /// Pauses that somebody made to look; what a run takes is waited for.
  private mutating func rest(until time: Double) {
    defer { last = time }
    guard let last, time - last >= 1 else { return }
    lines.append("wait")
    lines.append("pause \(min(10, ((time - last) * 10).rounded() / 10))")
  }

  /// - Throws: `FileError`.
  func write() throws(FileError) {
    try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
  }
}

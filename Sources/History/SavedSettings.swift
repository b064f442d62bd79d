import Experiments
import Glibc

// What the workbench remembers from one time to the next.
extension HistoryStore {
  /// A workbench that is open, or was killed.
  public struct Session: Hashable, Sendable {
    public let number: Int64
    /// The run line of its plan.
    public let line: String
  }

  public func setting(_ name: String) throws(HistoryError) -> String? {
    try database.rows("SELECT value FROM setting WHERE name = ?", .text(name)) { $0.text(0) }.first
  }

  public func set(_ settings: [String: String]) throws(HistoryError) {
    try database.transaction { () throws(HistoryError) in
      for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
        try database.run(
          "INSERT OR REPLACE INTO setting VALUES (?, ?)", .text(name), .text(value))
      }
    }
  }

  /// Says that this process is a workbench.
  /// - Returns: the number of its session.
  public func beginSession() throws(HistoryError) -> Int64 {
    var number: Int64 = 0
    try database.transaction { () throws(HistoryError) in
      try database.run(
        "INSERT INTO session (process, began, line, run) VALUES (?, ?, '', '')",
        .integer(Int64(getpid())), .text(processStart(getpid()) ?? ""))
      number = database.newestRow
    }
    return number
  }

  /// Says what the plan of a session is.
  /// - Parameter line: its run line.
  public func note(_ session: Int64, line: String) throws(HistoryError) {
    try database.run(
      "UPDATE session SET line = ? WHERE number = ?", .text(line), .integer(session))
  }

  public func endSession(_ number: Int64) throws(HistoryError) {
    try database.run("DELETE FROM session WHERE number = ?", .integer(number))
  }

  /// The sessions whose process has gone without ending them, the newest first; each is told once.
  public func takeKilledSessions() throws(HistoryError) -> [Session] {
    let all = try database.rows(
      "SELECT number, process, began, line FROM session ORDER BY number DESC"
    ) { row in
      (
        Session(number: row.integer(0), line: row.text(3)),
        process: pid_t(clamping: row.integer(1)), began: row.text(2)
      )
    }
    let killed = all.filter { processStart($0.process) != $0.began }.map(\.0)
    for session in killed { try endSession(session.number) }
    return killed
  }
}

/// When a process began, in ticks since the machine was started; `nil` where there is none.
///
/// Another process that has got the same number has another start.
private func processStart(_ process: pid_t) -> String? {
  guard let file = fopen("/proc/\(process)/stat", "r") else { return nil }
  defer { fclose(file) }
  var buffer = [UInt8](repeating: 0, count: 1024)
  let count = fread(&buffer, 1, buffer.count, file)
  let text = String(decoding: buffer[..<count], as: UTF8.self)
  // The name in parentheses may hold anything; behind it come the state and, as the twentieth field,
  // the start.
  guard let end = text.lastIndex(of: ")") else { return nil }
  let fields = text[end...].split(separator: " ")
  // One that nobody has asked for its end has gone as well.
  guard fields.count > 20, fields[1] != "Z", fields[1] != "X" else { return nil }
  return String(fields[20])
}

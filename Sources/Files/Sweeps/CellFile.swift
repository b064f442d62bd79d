import Experiments
import Quickstep

/// What the cells of a sweep have come to, as a file of lines that grows: the sweep, then one line for
/// each run, in JSON.
///
///     {"sweep": "quickstep:1 sweep sample --model ring-8 --axis steps=4,8", "version": 1}
///     {"cell": 0, "seed": 0, "spent": 4, "seconds": 0.001, "measured": {"sw2": [0.3, 0.01, 0.1, 0.02, "lower"]}}
///     {"cell": 1, "seed": 0, "spent": 0, "seconds": 0.001, "failed": "why"}
public enum CellFile {
  public static let ending = ".jsonl"
  static let largest = 1 << 30
  private static let version = 1

  public struct Read: Sendable {
    public let trials: [Trial]
    /// Up to the end of the last whole line.
    public let byteCount: Int
    /// The first line, counted from 1, that is no run.
    public let damaged: Int?
  }

  /// A line that was cut short while it was written is none; damaged ones are left out.
  /// - Parameter sweep: the line of the sweep that the file must be of.
  /// - Throws: `FileError`.
  public static func read(_ path: String, of sweep: String) throws(FileError) -> Read {
    let source = try ByteSource(contentsOf: path, limit: largest)
    let whole = source.bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    var trials: [Trial] = []
    var damaged: Int?
    let lines = source.bytes[..<whole].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !(line.isEmpty && index == lines.count - 1) {
      do throws(FileError) {
        let row = try JSONCursor(ByteSource(path: path, bytes: Array(line)))
        if index == 0 { try checkHead(row, sweep) } else { trials.append(try trial(row)) }
      } catch {
        guard index > 0 else {
          throw FileError(
            path: path,
            problem: .rejected(
              ValuePlace("line 1"),
              reason: "this is not the file of such a sweep. Delete it to run the sweep anew."))
        }
        damaged = damaged ?? index + 1
      }
    }
    return Read(trials: trials, byteCount: whole, damaged: damaged)
  }

  private static func checkHead(_ row: JSONCursor, _ sweep: String) throws(FileError) {
    let version = try row.member("version"), found = try row.member("sweep")
    guard try version.integer() == Self.version else {
      throw version.badValue("\(try version.integer())", needed: "\(Self.version)")
    }
    guard try found.string() == sweep else {
      throw found.badValue(try found.string(), needed: sweep)
    }
  }

  private static func trial(_ row: JSONCursor) throws(FileError) -> Trial {
    let cell = try row.member("cell"), seed = try row.member("seed")
    for cursor in [cell, seed] where try cursor.integer() < 0 {
      throw cursor.badValue("\(try cursor.integer())", needed: "0 or more")
    }
    let outcome: Trial.Outcome
    if let failed = try row.optional("failed") {
      outcome = .failed(try failed.string())
    } else {
      let measured = try row.member("measured")
      var values: [String: Trial.Measured] = [:]
      for name in try measured.object().keys {
        values[name] = try self.measured(measured.member(name))
      }
      outcome = .measured(values)
    }
    return Trial(
      cell: try cell.integer(), seed: try seed.integer(), outcome,
      spent: try row.member("spent").integer(), seconds: try row.member("seconds").number())
  }

  private static func measured(_ row: JSONCursor) throws(FileError) -> Trial.Measured {
    let parts = try row.elements()
    guard parts.count == 3 || parts.count == 5,
      let better = words.first(where: { $0.word == parts.last?.value.string })?.better
    else { throw row.wrongType("a score") }
    let floor =
      parts.count == 5
      ? Estimate(mean: try parts[2].number(), spread: try parts[3].number()) : nil
    return Trial.Measured(
      value: Estimate(mean: try parts[0].number(), spread: try parts[1].number()), floor: floor,
      better: better)
  }

  /// The first line.
  public static func head(of sweep: String) -> String {
    "{\"sweep\": \(quoted(sweep)), \"version\": \(version)}\n"
  }

  /// One more line.
  public static func line(_ trial: Trial) -> String {
    let outcome =
      switch trial.outcome {
      case .failed(let reason): "\"failed\": \(quoted(reason))"
      case .measured(let measured):
        "\"measured\": {"
          + measured.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(text($0.value))" }
          .joined(separator: ", ") + "}"
      }
    return "{\"cell\": \(trial.cell), \"seed\": \(trial.seed), \"spent\": \(trial.spent), "
      + "\"seconds\": \(jsonNumber(trial.seconds)), \(outcome)}\n"
  }

  private static func text(_ measured: Trial.Measured) -> String {
    let floor = measured.floor.map { [$0.mean, $0.spread] } ?? []
    let numbers = ([measured.value.mean, measured.value.spread] + floor).map(jsonNumber)
    let word = words.first { $0.better == measured.better }?.word ?? ""
    return "[\((numbers + [quoted(word)]).joined(separator: ", "))]"
  }

  private static let words: [(better: Score.Better, word: String)] = [
    (.lower, "lower"), (.higher, "higher"), (.nearer, "nearer"),
  ]
}

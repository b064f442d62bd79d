import Quickstep

/// What a search has run, as a file of lines that grows: what was searched for, then what came of run
/// after run, in JSON. The numbers of an end are written bit by bit, sixteen digits each.
///
///     {"search": "quickstep:1 search --model ring-8", "fingerprint": "9ae1…", "version": 1}
///     {"run": "quickstep:1 --model ring-8 --steps 5", "evaluations": 5, "numbers": [5, 0.31], "end": ""}
package enum SearchJournalFile {
  package static let ending = ".jsonl"
  /// The most bytes of a file.
  static let largest = 1 << 30
  private static let version = 1

  /// A line that was cut short while it was written is none.
  /// - Parameter search: the run line that the file must be of.
  /// - Returns: the journal, and the bytes up to the end of the last line.
  /// - Throws: `FileError` with the line.
  package static func read(
    _ path: String, of search: String
  ) throws(FileError) -> (journal: SearchJournal, byteCount: Int) {
    let source = try ByteSource(contentsOf: path, limit: largest)
    let whole = source.bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    var fingerprint: String?
    var entries: [String: SearchJournal.Entry] = [:]
    let lines = source.bytes[..<whole].split(separator: UInt8(ascii: "\n"))
    for (index, line) in lines.enumerated() {
      do throws(FileError) {
        let row = try JSONCursor(ByteSource(path: path, bytes: Array(line)))
        if fingerprint == nil {
          fingerprint = try head(row, search)
        } else {
          let (run, entry) = try entry(row)
          entries[run] = entry
        }
      } catch {
        throw FileError(
          path: path,
          problem: .rejected(
            ValuePlace("line \(index + 1)"),
            reason:
              "this is not what such a search writes. Delete the file to search from the start."
          ))
      }
    }
    return (SearchJournal(fingerprint: fingerprint ?? "", entries), whole)
  }

  private static func head(_ row: JSONCursor, _ search: String) throws(FileError) -> String {
    let version = try row.member("version"), found = try row.member("search")
    guard try version.integer() == Self.version else {
      throw version.badValue("\(try version.integer())", needed: "\(Self.version)")
    }
    guard try found.string() == search else {
      throw found.badValue(try found.string(), needed: search)
    }
    return try row.member("fingerprint").string()
  }

  private static func entry(
    _ row: JSONCursor
  ) throws(FileError) -> (run: String, SearchJournal.Entry) {
    let evaluations = try row.member("evaluations"), end = try row.member("end")
    guard try evaluations.integer() >= 0 else {
      throw evaluations.badValue("\(try evaluations.integer())", needed: "0 or more")
    }
    guard let numbers = numbers(try end.string()) else {
      throw end.wrongType("sixteen hexadecimal digits a number")
    }
    return (
      try row.member("run").string(),
      SearchJournal.Entry(
        evaluations: try evaluations.integer(), numbers: try row.member("numbers").numbers(),
        end: numbers)
    )
  }

  /// The first line.
  package static func head(of search: String, _ journal: SearchJournal) -> String {
    "{\"search\": \(quoted(search)), \"fingerprint\": \(quoted(journal.fingerprint)), "
      + "\"version\": \(version)}\n"
  }

  /// One more line.
  package static func line(_ run: String, _ entry: SearchJournal.Entry) -> String {
    let numbers = entry.numbers.map { $0 == .infinity ? "Infinity" : jsonNumber($0) }
    return "{\"run\": \(quoted(run)), \"evaluations\": \(entry.evaluations), "
      + "\"numbers\": [\(numbers.joined(separator: ", "))], \"end\": \"\(digits(entry.end))\"}\n"
  }

  private static func digits(_ numbers: [Double]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(16 * numbers.count)
    for number in numbers {
      for place in stride(from: 60, through: 0, by: -4) {
        text.append(digits[Int(number.bitPattern >> UInt64(place) & 15)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func numbers(_ digits: String) -> [Double]? {
    let text = Array(digits.utf8)
    guard text.count.isMultiple(of: 16) else { return nil }
    var numbers: [Double] = []
    numbers.reserveCapacity(text.count / 16)
    for start in stride(from: 0, to: text.count, by: 16) {
      var bits: UInt64 = 0
      for byte in text[start..<start + 16] {
        let digit: UInt8
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
        default: return nil
        }
        bits = bits << 4 | UInt64(digit)
      }
      let number = Double(bitPattern: bits)
      guard number.isFinite else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

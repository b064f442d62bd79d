import Quickstep

/// Statistics of models that recorded runs of DPM-Solver-v3 went by: `{"ems": {name: {"lambda", "l",
/// "s", "b"}}}`, with numbers by knot and then by coordinate.
public enum GoldenStatistics {
  /// - Throws: `FileError` that names the entry that is missing or of the wrong kind.
  public static func parse(_ source: ByteSource) throws(FileError) -> [String: ModelStatistics] {
    let entries = try JSONCursor(source).member("ems")
    var statistics: [String: ModelStatistics] = [:]
    for name in try entries.object().keys {
      statistics[name] = try ModelStatistics(entries.member(name))
    }
    return statistics
  }
}

extension ModelStatistics {
  fileprivate init(_ cursor: JSONCursor) throws(FileError) {
    let knots = try cursor.member("lambda").numbers()
    guard knots.count > 1 else {
      throw try cursor.member("lambda").badValue("\(knots.count) long", needed: "2 or more")
    }
    let l = try cursor.columns("l", rows: knots.count)
    let s = try cursor.columns("s", rows: knots.count)
    let b = try cursor.columns("b", rows: knots.count)
    guard l.count == s.count, l.count == b.count else {
      throw try cursor.member("s").badValue("\(s.count) wide", needed: "\(l.count) wide")
    }
    self.init(
      knots: knots,
      coordinates: l.indices.map { Coordinate(l: l[$0], s: s[$0], b: b[$0]) }, rule: .trapezoids)
  }
}

extension JSONCursor {
  fileprivate func columns(_ key: String, rows: Int) throws(FileError) -> [[Double]] {
    let table = try member(key), batch = try table.batch()
    guard batch.samples == rows, batch.dimension > 0 else {
      throw table.badValue("\(batch.samples) long", needed: "\(rows) long")
    }
    return (0..<batch.dimension).map { column in
      (0..<rows).map { batch.values[$0 * batch.dimension + column] }
    }
  }
}

/// What varies along one side of a sweep: places of a sentence that move together, and row by row
/// what they are set to.
public struct SweepAxis: Hashable, Sendable {
  /// Words, or knobs of their components; at least one.
  public let places: [Place]
  /// One text for each place.
  public let rows: [[String]]

  public init(_ places: [Place], _ rows: [[String]]) {
    self.places = places
    self.rows = rows
  }

  /// `steps`, `solver.order`; places that move together as `solver@grid`.
  public var name: String { places.map(\.text).joined(separator: "@") }

  /// What it is set to in one of its rows.
  public func text(_ row: Int) -> String { rows[row].joined(separator: "@") }

  /// As `AxisGrammar` reads it.
  public var text: String {
    "\(name)=\(rows.indices.map(text).joined(separator: ","))"
  }

  /// Whether it moves a word, or a knob of its component.
  public func moves(_ word: String) -> Bool { places.contains { $0.word == word } }
}

extension Place {
  /// `steps`, `solver.order`.
  public var text: String { knob.map { "\(word).\($0)" } ?? word }

  /// A word, or a knob of its component.
  public init(text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(String(parts[0]), knob: parts.count > 1 ? String(parts[1]) : nil)
  }
}

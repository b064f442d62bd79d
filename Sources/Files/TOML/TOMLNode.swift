/// A TOML value as a tree.
indirect enum TOMLNode: Equatable, Sendable {
  case text(String)
  case integer(Int)
  case number(Double)
  case truth(Bool)
  /// A date, a time or both, as written.
  case date(String)
  case list([TOMLNode])
  case table([String: TOMLNode])

  /// What kind of value this is, for messages.
  var kind: String {
    switch self {
    case .text: "a text"
    case .integer: "a whole number"
    case .number: "a number"
    case .truth: "true or false"
    case .date: "a date or time"
    case .list: "a list"
    case .table: "a table"
    }
  }
}

/// A JSON value as a tree.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The member of an object, or nil where this is no object or has no such member.
  public subscript(_ key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  public var isNull: Bool { self == .null }

  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// A number; also the strings by which numbers that JSON lacks are written (`"-inf"`, `"nan"`).
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .string(let name): nonFiniteNumbers[name]
    default: nil
    }
  }

  /// A number without a fraction, as far as `Double` holds those exactly (2^53).
  public var integer: Int? {
    guard case .number(let value) = self, abs(value) <= 0x1p53, value == value.rounded() else {
      return nil
    }
    return Int(value)
  }

  public var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }

  public var object: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// What kind of value this is, for messages: "a number".
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

let nonFiniteNumbers: [String: Double] = [
  "nan": .nan, "NaN": .nan, "inf": .infinity, "-inf": -.infinity, "Infinity": .infinity,
  "-Infinity": -.infinity,
]

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Of a repeated key the last value counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}

import Quickstep

/// Parses JSON (RFC 8259), and the literals `NaN`, `Infinity` and `-Infinity` that Python writes.
///
/// Nesting is bounded, repeated keys are an error, and every error names line and column.
struct JSONParser {
  static let depthLimit = 128

  private var scanner: TextScanner

  /// - Parameter source: UTF-8 text; anything but blanks after the value is an error.
  static func parse(_ source: ByteSource) throws(FileError) -> JSONValue {
    var parser = JSONParser(scanner: try TextScanner(source))
    do throws(FileProblem) {
      let value = try parser.value(depth: 0)
      parser.scanner.takeBlanks()
      guard parser.scanner.next == nil else {
        throw parser.scanner.failure("there is more text after the end of the value")
      }
      return value
    } catch {
      throw source.error(error)
    }
  }

  private mutating func value(depth: Int) throws(FileProblem) -> JSONValue {
    guard depth < Self.depthLimit else {
      throw scanner.failure("values are nested more than \(Self.depthLimit) deep")
    }
    scanner.takeBlanks()
    switch scanner.next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try scanner.jsonString())
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte):
      return .number(try scanner.jsonNumber())
    case nil: throw scanner.failure("the text ends where a value is expected")
    default: return try word()
    }
  }

  private mutating func array(depth: Int) throws(FileProblem) -> JSONValue {
    var elements: [JSONValue] = []
    scanner.advance()
    scanner.takeBlanks()
    if scanner.take("]") { return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      scanner.takeBlanks()
      if scanner.take("]") { return .array(elements) }
      guard scanner.take(",") else { throw scanner.failure("\",\" or \"]\" is expected here") }
    }
  }

  private mutating func object(depth: Int) throws(FileProblem) -> JSONValue {
    var members: [String: JSONValue] = [:]
    scanner.advance()
    scanner.takeBlanks()
    if scanner.take("}") { return .object([:]) }
    while true {
      scanner.takeBlanks()
      let start = scanner.index
      guard scanner.next == UInt8(ascii: "\"") else {
        throw scanner.failure("a key in quotes is expected here")
      }
      let key = try scanner.jsonString()
      scanner.takeBlanks()
      guard scanner.take(":") else { throw scanner.failure("\":\" is expected here") }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: key) == nil else {
        throw .duplicateKey(ValuePlace(key, scanner.position(of: start)), first: nil)
      }
      scanner.takeBlanks()
      if scanner.take("}") { return .object(members) }
      guard scanner.take(",") else { throw scanner.failure("\",\" or \"}\" is expected here") }
    }
  }

  private mutating func word() throws(FileProblem) -> JSONValue {
    for (name, value) in Self.words where scanner.take(name) { return value }
    throw scanner.failure("a value is expected here")
  }

  private static let words: [(StaticString, JSONValue)] = [
    ("true", .bool(true)), ("false", .bool(false)), ("null", .null), ("NaN", .number(.nan)),
    ("Infinity", .number(.infinity)),
  ]
}

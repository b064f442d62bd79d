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
      parser.skipBlanks()
      guard parser.scanner.next == nil else {
        throw parser.scanner.failure("there is more text after the end of the value")
      }
      return value
    } catch {
      throw source.error(error)
    }
  }

  private mutating func skipBlanks() {
    scanner.take { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  }

  private mutating func value(depth: Int) throws(FileProblem) -> JSONValue {
    guard depth < Self.depthLimit else {
      throw scanner.failure("values are nested more than \(Self.depthLimit) deep")
    }
    skipBlanks()
    switch scanner.next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return .number(try number())
    case nil: throw scanner.failure("the text ends where a value is expected")
    default: return try word()
    }
  }

  private mutating func array(depth: Int) throws(FileProblem) -> JSONValue {
    var elements: [JSONValue] = []
    scanner.advance()
    skipBlanks()
    if scanner.take("]") { return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if scanner.take("]") { return .array(elements) }
      guard scanner.take(",") else { throw scanner.failure("\",\" or \"]\" is expected here") }
    }
  }

  private mutating func object(depth: Int) throws(FileProblem) -> JSONValue {
    var members: [String: JSONValue] = [:]
    scanner.advance()
    skipBlanks()
    if scanner.take("}") { return .object([:]) }
    while true {
      skipBlanks()
      let start = scanner.index
      guard scanner.next == UInt8(ascii: "\"") else {
        throw scanner.failure("a key in quotes is expected here")
      }
      let key = try string()
      skipBlanks()
      guard scanner.take(":") else { throw scanner.failure("\":\" is expected here") }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: key) == nil else {
        throw .duplicateKey(ValuePlace(key, scanner.position(of: start)), first: nil)
      }
      skipBlanks()
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

  private mutating func number() throws(FileProblem) -> Double {
    let start = scanner.index
    if scanner.take("-Infinity") { return -.infinity }
    _ = scanner.take("-")
    if !scanner.take("0") { try digits() }
    if scanner.take(".") { try digits() }
    if scanner.take("e") || scanner.take("E") {
      if !scanner.take("+") { _ = scanner.take("-") }
      try digits()
    }
    let text = String(decoding: scanner.bytes[start..<scanner.index], as: UTF8.self)
    guard let value = Double(text) else { throw scanner.failure("this number cannot be read") }
    return value
  }

  private mutating func digits() throws(FileProblem) {
    if scanner.take(while: isDigit).isEmpty { throw scanner.failure("a digit is expected here") }
  }

  private mutating func string() throws(FileProblem) -> String {
    scanner.advance()
    var text: [UInt8] = []
    while true {
      text += scanner.take { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      if scanner.take("\"") { return String(decoding: text, as: UTF8.self) }
      guard scanner.next != nil else { throw scanner.failure("a text has no closing quote") }
      guard scanner.take("\\") else { throw scanner.failure("a text holds a control character") }
      text += Array(String(try escape()).utf8)
    }
  }

  private mutating func escape() throws(FileProblem) -> Unicode.Scalar {
    guard let byte = scanner.next else { throw scanner.failure("a text has no closing quote") }
    if let scalar = Self.escapes[byte] {
      scanner.advance()
      return scalar
    }
    guard scanner.take("u") else { throw scanner.failure("this escape is not known") }
    let first = try scanner.hexadecimal(digits: 4)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(UInt16(first)), scanner.take("\\u") else {
      throw scanner.failure("half of a surrogate pair stands alone")
    }
    let second = try scanner.hexadecimal(digits: 4)
    guard UTF16.isTrailSurrogate(UInt16(second)),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw scanner.failure("half of a surrogate pair stands alone") }
    return scalar
  }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
    UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
    UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
  ]
}

import Quickstep

/// Parses JSON (RFC 8259), and the literals `NaN`, `Infinity` and `-Infinity` that Python writes.
///
/// Nesting is bounded, repeated keys are an error, and every error names line and column.
struct JSONParser {
  static let depthLimit = 128

  /// - Parameter source: UTF-8 text; anything but blanks after the value is an error.
  static func parse(_ source: ByteSource) throws(FileError) -> JSONValue {
    _ = try source.text()
    var parser = JSONParser(bytes: source.bytes)
    do throws(FileProblem) {
      if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.index = 3 }
      let value = try parser.value(depth: 0)
      parser.skipBlanks()
      guard parser.index == parser.bytes.count else {
        throw parser.failure("there is more text after the end of the value")
      }
      return value
    } catch {
      throw source.error(error)
    }
  }

  private let bytes: [UInt8]
  private var index = 0

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func value(depth: Int) throws(FileProblem) -> JSONValue {
    guard depth < JSONParser.depthLimit else {
      throw failure("values are nested more than \(JSONParser.depthLimit) deep")
    }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return .number(try number())
    case nil: throw failure("the text ends where a value is expected")
    default: return try word()
    }
  }

  private mutating func array(depth: Int) throws(FileProblem) -> JSONValue {
    var elements: [JSONValue] = []
    index += 1
    skipBlanks()
    if take("]") { return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return .array(elements) }
      guard take(",") else { throw failure("\",\" or \"]\" is expected here") }
    }
  }

  private mutating func object(depth: Int) throws(FileProblem) -> JSONValue {
    var members: [String: JSONValue] = [:]
    index += 1
    skipBlanks()
    if take("}") { return .object([:]) }
    while true {
      skipBlanks()
      let start = index
      guard next == UInt8(ascii: "\"") else { throw failure("a key in quotes is expected here") }
      let key = try string()
      skipBlanks()
      guard take(":") else { throw failure("\":\" is expected here") }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: key) == nil else {
        throw .duplicateKey(ValuePlace(key, position(of: start)), first: nil)
      }
      skipBlanks()
      if take("}") { return .object(members) }
      guard take(",") else { throw failure("\",\" or \"}\" is expected here") }
    }
  }

  private mutating func word() throws(FileProblem) -> JSONValue {
    for (name, value) in JSONParser.words where bytes[index...].starts(with: name.utf8) {
      index += name.utf8.count
      return value
    }
    throw failure("a value is expected here")
  }

  private static let words: [(String, JSONValue)] = [
    ("true", .bool(true)), ("false", .bool(false)), ("null", .null), ("NaN", .number(.nan)),
    ("Infinity", .number(.infinity)),
  ]

  private mutating func number() throws(FileProblem) -> Double {
    let start = index
    if take("-"), bytes[index...].starts(with: "Infinity".utf8) {
      index += 8
      return -.infinity
    }
    if !take("0"), skipDigits() == 0 { throw failure("a digit is expected here") }
    if take("."), skipDigits() == 0 { throw failure("a digit is expected here") }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      if skipDigits() == 0 { throw failure("a digit is expected here") }
    }
    guard let value = Double(String(decoding: bytes[start..<index], as: UTF8.self)) else {
      throw failure("this number cannot be read")
    }
    return value
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while let byte = next, isDigit(byte) { index += 1 }
    return index - start
  }

  private mutating func string() throws(FileProblem) -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: Array(String(try escape()).utf8))
      case 0..<0x20: throw failure("a text holds a control character")
      default: text.append(byte)
      }
    }
    throw failure("a text has no closing quote")
  }

  private mutating func escape() throws(FileProblem) -> Unicode.Scalar {
    guard let byte = next else { throw failure("a text has no closing quote") }
    index += 1
    if let scalar = JSONParser.escapes[byte] { return scalar }
    guard byte == UInt8(ascii: "u") else { throw failure("this escape is not known") }
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(UInt16(first)), take("\\"), take("u") else {
      throw failure("half of a surrogate pair stands alone")
    }
    let second = try hexadecimal()
    guard UTF16.isTrailSurrogate(UInt16(second)) else {
      throw failure("half of a surrogate pair stands alone")
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
    UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
    UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
  ]

  private mutating func hexadecimal() throws(FileProblem) -> UInt32 {
    let end = min(index + 4, bytes.count)
    let digits = bytes[index..<end]
    guard digits.count == 4, digits.allSatisfy({ isHexadecimal($0) }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits are expected here") }
    index = end
    return value
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private func failure(_ reason: String) -> FileProblem {
    .syntax(reason: reason, position(of: index))
  }

  private func position(of offset: Int) -> TextPosition {
    textPosition(of: min(offset, bytes.count), in: bytes)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isHexadecimal(_ byte: UInt8) -> Bool {
  isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
}

/// Line and column of a byte.
func textPosition(of offset: Int, in bytes: [UInt8]) -> TextPosition {
  let before = bytes[..<offset]
  let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
  let line = before.count { $0 == 0x0A } + 1
  return TextPosition(line: line, column: offset - lineStart + 1)
}

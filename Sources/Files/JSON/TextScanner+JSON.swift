/// The tokens of JSON (RFC 8259).
extension TextScanner {
  mutating func takeBlanks() {
    take { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  }

  /// The value of the number that stands here.
  mutating func jsonNumber() throws(FileProblem) -> Double {
    if take("-Infinity") { return -.infinity }
    let text = String(decoding: try jsonDigits(), as: UTF8.self)
    guard let value = Double(text) else { throw failure("this number cannot be read") }
    return value
  }

  /// The characters of the number that stands here.
  mutating func jsonDigits() throws(FileProblem) -> ArraySlice<UInt8> {
    let start = index
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return bytes[start..<index]
  }

  private mutating func digits() throws(FileProblem) {
    if take(while: isDigit).isEmpty { throw failure("a digit is expected here") }
  }

  /// The text in quotes that stands here, its escapes undone.
  mutating func jsonString() throws(FileProblem) -> String {
    advance()
    var text: [UInt8] = []
    while true {
      text += take { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      if take("\"") { return String(decoding: text, as: UTF8.self) }
      guard next != nil else { throw failure("a text has no closing quote") }
      guard take("\\") else { throw failure("a text holds a control character") }
      text += Array(String(try escape()).utf8)
    }
  }

  private mutating func escape() throws(FileProblem) -> Unicode.Scalar {
    guard let byte = next else { throw failure("a text has no closing quote") }
    if let scalar = Self.jsonEscapes[byte] {
      advance()
      return scalar
    }
    guard take("u") else { throw failure("this escape is not known") }
    let first = try hexadecimal(digits: 4)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(UInt16(first)), take("\\u") else {
      throw failure("half of a surrogate pair stands alone")
    }
    let second = try hexadecimal(digits: 4)
    guard UTF16.isTrailSurrogate(UInt16(second)),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw failure("half of a surrogate pair stands alone") }
    return scalar
  }

  private static let jsonEscapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
    UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
    UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
  ]
}

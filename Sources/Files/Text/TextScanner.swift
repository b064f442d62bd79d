/// Walks over the bytes of a UTF-8 text and knows where it is.
struct TextScanner {
  let bytes: [UInt8]
  private(set) var index = 0
  /// What is known of the lines before `searched`: the number and first byte of the last.
  private var line = (number: 1, start: 0, searched: 0)

  /// - Throws: `FileError` where the bytes are not UTF-8. A byte order mark is passed over.
  init(_ source: ByteSource) throws(FileError) {
    _ = try source.text()
    bytes = source.bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// The byte here, or nil at the end.
  var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Whether `word`, which is ASCII, stands here.
  func stands(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    return index + count <= bytes.count
      && (0..<count).allSatisfy { bytes[index + $0] == word.utf8Start[$0] }
  }

  mutating func advance(_ count: Int = 1) { index = min(index + count, bytes.count) }

  /// Takes `word` if it stands here.
  mutating func take(_ word: StaticString) -> Bool {
    guard stands(word) else { return false }
    index += word.utf8CodeUnitCount
    return true
  }

  /// Takes every byte for which `condition` holds.
  @discardableResult
  mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = index
    while index < bytes.count, condition(bytes[index]) { index += 1 }
    return bytes[start..<index]
  }

  /// The number that the next `count` hexadecimal digits write.
  mutating func hexadecimal(digits count: Int) throws(FileProblem) -> UInt32 {
    let digits = bytes[index..<min(index + count, bytes.count)]
    guard digits.count == count, digits.allSatisfy(isHexadecimal),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("\(count) hexadecimal digits are expected here") }
    index += count
    return value
  }

  func failure(_ reason: String) -> FileProblem {
    .syntax(reason: reason, position(of: index))
  }

  /// Line and column of the byte here. Asking again further on costs only the bytes between.
  mutating func here() -> TextPosition {
    while let end = bytes[line.searched..<index].firstIndex(of: 0x0A) {
      line = (line.number + 1, start: end + 1, searched: end + 1)
    }
    line.searched = index
    return TextPosition(line: line.number, column: index - line.start + 1)
  }

  /// Line and column of a byte.
  func position(of offset: Int) -> TextPosition {
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = before.count { $0 == 0x0A } + 1
    return TextPosition(line: line, column: offset - lineStart + 1)
  }
}

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

func isHexadecimal(_ byte: UInt8) -> Bool {
  isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
}

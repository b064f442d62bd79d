/// Parses TOML 1.0.
///
/// Nesting is bounded, and every error names line and column.
package struct TOMLParser {
  static let sizeLimit = 1 << 18
  static let depthLimit = 32
  /// The most bytes of a key with its dots.
  static let keyLimit = 256

  var scanner: TextScanner
  private var tables = TOMLTables()

  package static func parse(_ source: ByteSource) throws(FileError) -> TOMLSection {
    guard source.bytes.count <= sizeLimit else { throw source.error(.tooLarge(limit: sizeLimit)) }
    var parser = TOMLParser(scanner: try TextScanner(source))
    do throws(FileProblem) {
      while parser.scanner.next != nil { try parser.line() }
    } catch {
      throw source.error(error)
    }
    return TOMLSection(
      path: source.path, keys: "", members: parser.tables.members,
      positions: parser.tables.positions)
  }

  private init(scanner: TextScanner) { self.scanner = scanner }

  private mutating func line() throws(FileProblem) {
    skipBlanks()
    let isElement = scanner.take("[[")
    if isElement || scanner.take("[") {
      try header(isElement)
    } else if let byte = scanner.next, isKeyStart(byte) {
      try entry()
    }
    skipBlanks()
    try endOfLine()
  }

  private mutating func header(_ isElement: Bool) throws(FileProblem) {
    skipBlanks()
    let position = scanner.here()
    let key = try key()
    guard isElement ? scanner.take("]]") : scanner.take("]") else {
      throw scanner.failure("\"]\(isElement ? "]" : "")\" is expected here")
    }
    if isElement {
      try tables.openElement(key, at: position)
    } else {
      try tables.open(key, at: position)
    }
  }

  private mutating func entry() throws(FileProblem) {
    let position = scanner.here()
    let key = try key()
    guard scanner.take("=") else { throw scanner.failure("\"=\" is expected here") }
    let node = try value(of: tables.path(of: key), depth: 0)
    try tables.set(key, to: node, at: position)
  }

  /// A key with its dots, and the blanks after it.
  private mutating func key() throws(FileProblem) -> [String] {
    var parts: [String] = []
    let start = scanner.index
    repeat {
      skipBlanks()
      switch scanner.next {
      case UInt8(ascii: "\""): parts.append(try basicText())
      case UInt8(ascii: "'"): parts.append(try literalText())
      default:
        let part = scanner.take(while: isBareKey)
        guard !part.isEmpty else { throw scanner.failure("a key is expected here") }
        parts.append(String(decoding: part, as: UTF8.self))
      }
      skipBlanks()
      guard scanner.index - start <= Self.keyLimit else {
        throw scanner.failure("a key is longer than \(Self.keyLimit) bytes")
      }
    } while scanner.take(".")
    return parts
  }

  private mutating func value(of path: String, depth: Int) throws(FileProblem) -> TOMLNode {
    guard depth < Self.depthLimit else {
      throw scanner.failure("values are nested more than \(Self.depthLimit) deep")
    }
    skipBlanks()
    switch scanner.next {
    case UInt8(ascii: "\""): return .text(try anyBasicText())
    case UInt8(ascii: "'"): return .text(try anyLiteralText())
    case UInt8(ascii: "["): return try list(path, depth: depth)
    case UInt8(ascii: "{"): return try inlineTable(path, depth: depth)
    default: return try bareValue()
    }
  }

  private mutating func list(_ path: String, depth: Int) throws(FileProblem) -> TOMLNode {
    var elements: [TOMLNode] = []
    scanner.advance()
    while true {
      try skipBlankLines()
      if scanner.take("]") { return .list(elements) }
      elements.append(try value(of: "\(path)[\(elements.count)]", depth: depth + 1))
      try skipBlankLines()
      if scanner.take("]") { return .list(elements) }
      guard scanner.take(",") else { throw scanner.failure("\",\" or \"]\" is expected here") }
    }
  }

  private mutating func inlineTable(_ path: String, depth: Int) throws(FileProblem) -> TOMLNode {
    var inner = TOMLTables()
    scanner.advance()
    skipBlanks()
    if scanner.take("}") { return .table([:]) }
    while true {
      skipBlanks()
      let position = scanner.here()
      let key = try key()
      let keyPath = "\(path).\(key.joined(separator: "."))"
      guard scanner.take("=") else { throw scanner.failure("\"=\" is expected here") }
      try inner.set(key, to: value(of: keyPath, depth: depth + 1), at: position)
      tables.note(keyPath, at: position)
      skipBlanks()
      if scanner.take("}") { return .table(inner.members) }
      guard scanner.take(",") else { throw scanner.failure("\",\" or \"}\" is expected here") }
    }
  }

  private mutating func skipBlanks() { scanner.take { $0 == 0x20 || $0 == 0x09 } }

  /// The end of a line, before it perhaps a comment.
  private mutating func endOfLine() throws(FileProblem) {
    if scanner.take("#") { scanner.take { $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F } }
    guard scanner.next != nil else { return }
    guard scanner.take("\n") || scanner.take("\r\n") else {
      throw scanner.failure("the end of the line is expected here")
    }
  }

  private mutating func skipBlankLines() throws(FileProblem) {
    skipBlanks()
    while let byte = scanner.next, byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "#") {
      try endOfLine()
      skipBlanks()
    }
  }
}

private func isKeyStart(_ byte: UInt8) -> Bool {
  isBareKey(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
}

private func isBareKey(_ byte: UInt8) -> Bool {
  isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
}

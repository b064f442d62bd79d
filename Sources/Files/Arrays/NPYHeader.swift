/// What an NPY file says about itself: a Python dictionary between the magic bytes and the data.
struct NPYHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The element types that are read.
  struct ElementType {
    let size: Int
    let isBigEndian: Bool

    func value(_ raw: UnsafeRawBufferPointer, at offset: Int) -> Double {
      func bits<Bits: FixedWidthInteger>(_ type: Bits.Type) -> Bits {
        let bits = raw.loadUnaligned(fromByteOffset: offset, as: type)
        return isBigEndian ? bits.bigEndian : bits.littleEndian
      }
      return switch size {
      case 2: Double(float(half: bits(UInt16.self)))
      case 4: Double(Float(bitPattern: bits(UInt32.self)))
      default: Double(bitPattern: bits(UInt64.self))
      }
    }
  }

  let shape: [Int]
  let type: ElementType
  /// Whether the first index runs fastest.
  let isFortranOrder: Bool
  /// Bytes before the data.
  let size: Int

  init(_ bytes: [UInt8]) throws(FileProblem) {
    guard bytes.starts(with: Self.magic) else { throw .wrongFormat(.npy) }
    guard bytes.count >= 10 else {
      throw .truncated(part: "the header", needed: 10, found: bytes.count)
    }
    let version = bytes[6]
    guard (1...3).contains(version) else {
      throw .unsupported(feature: "NPY version \(version)", supported: "1, 2 and 3")
    }
    let lengthSize = version == 1 ? 2 : 4
    let start = 8 + lengthSize
    guard bytes.count >= start else {
      throw .truncated(part: "the header", needed: start, found: bytes.count)
    }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= 1 << 16 else { throw .tooMany("header bytes", limit: 1 << 16) }
    size = start + length
    guard bytes.count >= size else {
      throw .truncated(part: "the header", needed: size, found: bytes.count)
    }
    guard let entries = PythonDictionary(bytes[start..<size]) else { throw .wrongFormat(.npy) }
    guard case .text(let name)? = entries["descr"], let type = Self.types[name] else {
      throw .unsupported(
        feature: "the element type \(entries["descr"].map(String.init(describing:)) ?? "none")",
        supported: "16-, 32- and 64-bit floating point")
    }
    guard case .truth(let isFortranOrder)? = entries["fortran_order"] else {
      throw .wrongFormat(.npy)
    }
    guard case .tuple(let shape)? = entries["shape"] else { throw .wrongFormat(.npy) }
    self.shape = shape
    self.type = type
    self.isFortranOrder = isFortranOrder
  }

  private static let types = Dictionary(
    uniqueKeysWithValues: [2, 4, 8].flatMap { size in
      [("<", false), (">", true)].map { mark, isBigEndian in
        ("\(mark)f\(size)", ElementType(size: size, isBigEndian: isBigEndian))
      }
    })
}

/// The few forms of a Python dictionary that NPY headers have.
private struct PythonDictionary {
  enum Value: Equatable, CustomStringConvertible {
    case text(String)
    case truth(Bool)
    case tuple([Int])

    var description: String {
      switch self {
      case .text(let value): value
      case .truth(let value): value ? "True" : "False"
      case .tuple(let value): "\(value)"
      }
    }
  }

  private var entries: [String: Value] = [:]
  private var rest: ArraySlice<UInt8>

  /// nil for anything that is not of the form `{'key': value, …}`.
  init?(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = text(), take(":"), let value = value(), entries[key] == nil else {
        return nil
      }
      entries[key] = value
      guard take(",") || peek == UInt8(ascii: "}") else { return nil }
    }
    guard peek == nil else { return nil }
  }

  subscript(_ key: String) -> Value? { entries[key] }

  /// The next byte that is not blank.
  private var peek: UInt8? {
    mutating get {
      rest = rest.drop { $0 == 0x20 || $0 == 0x0A }
      return rest.first
    }
  }

  private mutating func take(_ word: String) -> Bool {
    guard peek != nil, rest.starts(with: word.utf8) else { return false }
    rest = rest.dropFirst(word.utf8.count)
    return true
  }

  private mutating func text() -> String? {
    guard let quote = peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    let body = rest.dropFirst().prefix { $0 != quote }
    guard body.endIndex < rest.endIndex else { return nil }
    rest = rest[(body.endIndex + 1)...]
    return String(decoding: body, as: UTF8.self)
  }

  private mutating func value() -> Value? {
    if take("False") { return .truth(false) }
    if take("True") { return .truth(true) }
    if peek == UInt8(ascii: "(") { return tuple() }
    return text().map(Value.text)
  }

  private mutating func tuple() -> Value? {
    guard take("(") else { return nil }
    var numbers: [Int] = []
    while !take(")") {
      guard peek != nil else { return nil }
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard let number = Int(String(decoding: digits, as: UTF8.self)), numbers.count < 32 else {
        return nil
      }
      numbers.append(number)
      rest = rest[digits.endIndex...]
      guard take(",") || peek == UInt8(ascii: ")") else { return nil }
    }
    return .tuple(numbers)
  }
}

/// Reads the JSON object in the header of a safetensors file:
///
///     {"__metadata__": {TEXT: TEXT, …},
///      NAME: {"dtype": TEXT, "shape": [COUNT, …], "data_offsets": [COUNT, COUNT]}, …}
struct SafetensorsGrammar {
  static let metadataKey = "__metadata__"

  /// In the order of the text.
  private(set) var tensors: [SafetensorsTensor] = []
  private(set) var metadata: [String: String] = [:]

  private var scanner: TextScanner

  init(_ text: [UInt8]) throws(FileProblem) {
    do throws(FileError) {
      scanner = try TextScanner(ByteSource(path: "", bytes: text))
    } catch {
      throw error.problem
    }
    var metadata: [String: String] = [:]
    var tensors: [SafetensorsTensor] = []
    try members(of: "") { (grammar, name) throws(FileProblem) in
      if name == Self.metadataKey {
        metadata = try grammar.texts()
      } else {
        tensors.append(try grammar.tensor(name))
      }
    }
    guard scanner.next == nil else {
      throw scanner.failure("there is more text after the end of the value")
    }
    (self.metadata, self.tensors) = (metadata, tensors)
  }

  private mutating func texts() throws(FileProblem) -> [String: String] {
    var texts: [String: String] = [:]
    try members(of: Self.metadataKey) { (grammar, key) throws(FileProblem) in
      texts[key] = try grammar.text("\(Self.metadataKey).\(key)")
    }
    return texts
  }

  private mutating func tensor(_ name: String) throws(FileProblem) -> SafetensorsTensor {
    var type: SafetensorsType?
    var shape: [Int]?
    var offsets: [Int]?
    try members(of: name) { (grammar, key) throws(FileProblem) in
      switch Field(rawValue: key) {
      case .type: type = try grammar.type(of: name)
      case .shape: shape = try grammar.counts("\(name).\(key)")
      case .offsets: offsets = try grammar.counts("\(name).\(key)")
      case nil:
        throw .unknownKey(ValuePlace("\(name).\(key)", grammar.scanner.here()), suggestion: nil)
      }
    }
    guard let type else { throw .missingKey(Field.type.rawValue, inside: name) }
    guard let shape else { throw .missingKey(Field.shape.rawValue, inside: name) }
    guard let offsets else { throw .missingKey(Field.offsets.rawValue, inside: name) }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw .badValue(
        ValuePlace("\(name).\(Field.offsets.rawValue)"), found: "\(offsets)",
        needed: "a start and an end that is not before it")
    }
    guard let needed = product(shape + [type.size]) else {
      throw .badValue(
        ValuePlace("\(name).\(Field.shape.rawValue)"), found: "\(shape)",
        needed: "a number of elements that can be counted")
    }
    let range = offsets[0]..<offsets[1]
    guard needed == range.count else {
      throw .tensorSize(
        name, "\(type.rawValue) \(shape)", needed: needed, found: range.count)
    }
    return SafetensorsTensor(name: name, type: type, shape: shape, range: range)
  }

  private enum Field: String {
    case type = "dtype"
    case shape
    case offsets = "data_offsets"
  }

  private mutating func type(of name: String) throws(FileProblem) -> SafetensorsType {
    let text = try text("\(name).\(Field.type.rawValue)")
    guard let type = SafetensorsType(rawValue: text) else {
      throw .unsupported(
        feature: "the element type \(text) of \(name)",
        supported: SafetensorsType.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return type
  }
}

/// The parts that the grammar is made of. `place` names a value in errors.
extension SafetensorsGrammar {
  /// Walks over an object; `member` is called at each value, which it must read. The whole header
  /// has the empty place.
  private mutating func members(
    of place: String, _ member: (inout Self, String) throws(FileProblem) -> Void
  ) throws(FileProblem) {
    try open("{", place, "an object")
    var keys: Set<String> = []
    while try another(before: "}", isFirst: keys.isEmpty) {
      guard scanner.next == UInt8(ascii: "\"") else {
        throw scanner.failure("a key in quotes is expected here")
      }
      let start = scanner.index
      let key = try scanner.jsonString()
      guard keys.insert(key).inserted else {
        throw .duplicateKey(
          ValuePlace(place.isEmpty ? key : "\(place).\(key)", scanner.position(of: start)),
          first: nil)
      }
      scanner.takeBlanks()
      guard scanner.take(":") else { throw scanner.failure("\":\" is expected here") }
      scanner.takeBlanks()
      try member(&self, key)
    }
  }

  /// A list of whole numbers from 0 on.
  private mutating func counts(_ place: String) throws(FileProblem) -> [Int] {
    try open("[", place, "a list")
    var counts: [Int] = []
    while try another(before: "]", isFirst: counts.isEmpty) {
      counts.append(try count("\(place)[\(counts.count)]"))
    }
    return counts
  }

  private mutating func count(_ place: String) throws(FileProblem) -> Int {
    guard kindHere == "a number" else { throw wrongType(place, "a whole number") }
    let position = scanner.here()
    let digits = String(decoding: try scanner.jsonDigits(), as: UTF8.self)
    guard let count = Int(digits), digits.utf8.allSatisfy(isDigit) else {
      throw .badValue(
        ValuePlace(place, position), found: digits, needed: "a whole number from 0 to 2^63 - 1")
    }
    return count
  }

  private mutating func text(_ place: String) throws(FileProblem) -> String {
    guard kindHere == "a text" else { throw wrongType(place, "a text") }
    return try scanner.jsonString()
  }

  private mutating func open(
    _ bracket: StaticString, _ place: String, _ kind: String
  ) throws(FileProblem) {
    guard kindHere == kind else { throw wrongType(place, kind) }
    _ = scanner.take(bracket)
  }

  /// Passes over what stands between two elements; false at the end of the list or object.
  private mutating func another(
    before end: StaticString, isFirst: Bool
  ) throws(FileProblem) -> Bool {
    scanner.takeBlanks()
    let isEnd = scanner.take(end)
    if !isEnd, !isFirst, !scanner.take(",") {
      throw scanner.failure("\",\" or \"\(end)\" is expected here")
    }
    scanner.takeBlanks()
    return !isEnd
  }

  private mutating func wrongType(_ place: String, _ expected: String) -> FileProblem {
    guard let found = kindHere else { return scanner.failure("a value is expected here") }
    return .wrongType(ValuePlace(place, scanner.here()), expected: expected, found: found)
  }

  /// What kind of value begins here, in the words of ``JSONValue/kind``.
  private var kindHere: String? {
    switch scanner.next {
    case UInt8(ascii: "{"): "an object"
    case UInt8(ascii: "["): "a list"
    case UInt8(ascii: "\""): "a text"
    case UInt8(ascii: "-"): "a number"
    case let byte? where isDigit(byte): "a number"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): "true or false"
    case UInt8(ascii: "n"): "null"
    default: nil
    }
  }
}

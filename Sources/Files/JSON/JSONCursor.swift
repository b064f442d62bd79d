import Quickstep

/// A value in a JSON file together with where it stands, so that a wrong one can be named.
struct JSONCursor {
  let path: String
  /// `models[2].weights`; empty for the whole file.
  let keys: String
  let value: JSONValue

  init(path: String, keys: String = "", value: JSONValue) {
    self.path = path
    self.keys = keys
    self.value = value
  }

  init(_ source: ByteSource) throws(FileError) {
    self.init(path: source.path, value: try JSONParser.parse(source))
  }

  /// The member `key`, which must be there.
  func member(_ key: String) throws(FileError) -> JSONCursor {
    _ = try object()
    guard let member = value[key] else {
      throw FileError(path: path, problem: .missingKey(key, inside: keys))
    }
    return JSONCursor(path: path, keys: keys.isEmpty ? key : "\(keys).\(key)", value: member)
  }

  /// The member `key`, or nil where it is absent or null.
  func optional(_ key: String) throws(FileError) -> JSONCursor? {
    guard let value = value[key], !value.isNull else { return nil }
    return try member(key)
  }

  func element(_ index: Int, of values: [JSONValue]) -> JSONCursor {
    JSONCursor(path: path, keys: "\(keys)[\(index)]", value: values[index])
  }

  func elements() throws(FileError) -> [JSONCursor] {
    let values = try array()
    return values.indices.map { element($0, of: values) }
  }

  func object() throws(FileError) -> [String: JSONValue] {
    guard let value = value.object else { throw wrongType("an object") }
    return value
  }

  func array() throws(FileError) -> [JSONValue] {
    guard let value = value.array else { throw wrongType("a list") }
    return value
  }

  func string() throws(FileError) -> String {
    guard let value = value.string else { throw wrongType("a text") }
    return value
  }

  func number() throws(FileError) -> Double {
    guard let value = value.number else { throw wrongType("a number") }
    return value
  }

  func integer() throws(FileError) -> Int {
    guard let value = value.integer else { throw wrongType("a whole number") }
    return value
  }

  func integers() throws(FileError) -> [Int] {
    var integers: [Int] = []
    for element in try elements() { integers.append(try element.integer()) }
    return integers
  }

  func numbers() throws(FileError) -> [Double] {
    let values = try array()
    var numbers: [Double] = []
    numbers.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard let number = value.number else {
        throw element(index, of: values).wrongType("a number")
      }
      numbers.append(number)
    }
    return numbers
  }

  func wrongType(_ expected: String) -> FileError {
    FileError(
      path: path,
      problem: .wrongType(ValuePlace(name), expected: expected, found: value.kind))
  }

  func badValue(_ found: String, needed: String) -> FileError {
    FileError(path: path, problem: .badValue(ValuePlace(name), found: found, needed: needed))
  }

  private var name: String { keys.isEmpty ? "the file's value" : keys }
}

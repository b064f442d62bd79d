import Quickstep

/// A table of a TOML file. Entries are asked for by type; a wrong one is an error with its place.
package struct TOMLSection: Sendable {
  package let path: String
  /// The dotted path of the table; empty for the file itself.
  package let keys: String
  private let members: [String: TOMLNode]
  private let positions: [String: TextPosition]

  init(
    path: String, keys: String, members: [String: TOMLNode], positions: [String: TextPosition]
  ) {
    self.path = path
    self.keys = keys
    self.members = members
    self.positions = positions
  }

  /// The keys in the order of the file.
  package var names: [String] {
    let end = TextPosition(line: .max, column: 0)
    return members.keys.sorted {
      let (a, b) = (place(of: $0).position ?? end, place(of: $1).position ?? end)
      return a == b ? $0 < $1 : a < b
    }
  }

  package func place(of key: String) -> ValuePlace {
    let path = keys.isEmpty ? key : "\(keys).\(key)"
    return ValuePlace(path, positions[path])
  }

  package func error(_ problem: FileProblem) -> FileError {
    FileError(path: path, problem: problem)
  }

  subscript(_ key: String) -> TOMLNode? { members[key] }

  package func has(_ key: String) -> Bool { members[key] != nil }

  /// The table `key`; nil where it is absent.
  func section(_ key: String) throws(FileError) -> TOMLSection? {
    guard let node = members[key] else { return nil }
    guard case .table(let entries) = node else { throw wrongType(key, "a table, [\(key)]") }
    return TOMLSection(
      path: path, keys: place(of: key).keys, members: entries, positions: positions)
  }

  /// The table `key`, empty where it is absent.
  package func table(_ key: String) throws(FileError) -> TOMLSection {
    try section(key) ?? TOMLSection(path: path, keys: key, members: [:], positions: [:])
  }

  package func text(_ key: String) throws(FileError) -> String? {
    guard let node = members[key] else { return nil }
    guard case .text(let text) = node else { throw wrongType(key, "a text in quotes") }
    return text
  }

  /// A list of texts; empty where it is absent.
  func texts(_ key: String) throws(FileError) -> [String] {
    guard let node = members[key] else { return [] }
    guard case .list(let nodes) = node else { throw wrongType(key, "a list of texts") }
    var texts: [String] = []
    for node in nodes {
      guard case .text(let text) = node else { throw wrongType(key, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  /// A text, a number, or true or false, as text.
  package func scalar(_ key: String) throws(FileError) -> String? {
    switch members[key] {
    case nil: return nil
    case .text(let text): return text
    case .integer(let value): return "\(value)"
    case .number(let value): return shortestText(value)
    case .truth(let value): return "\(value)"
    case .list, .table, .date: throw wrongType(key, "a text or a number")
    }
  }

  /// A table of texts only; empty where it is absent.
  func textTable(_ key: String) throws(FileError) -> [String: String] {
    guard let inner = try section(key) else { return [:] }
    var texts: [String: String] = [:]
    for name in inner.names { texts[name] = try inner.text(name) }
    return texts
  }

  /// - Throws: `FileError` for the first key of the file that is not in `known`.
  package func requireKnownKeys(_ known: [String]) throws(FileError) {
    if let error = unknownKeys(known).first { throw error }
  }

  /// An error for each key of the file that is not in `known`.
  package func unknownKeys(_ known: [String]) -> [FileError] {
    names.filter { !known.contains($0) }.map { name in
      error(.unknownKey(place(of: name), suggestion: suggestion(for: name, among: known)))
    }
  }

  func wrongType(_ key: String, _ expected: String) -> FileError {
    let found = members[key]?.kind ?? "nothing"
    return error(.wrongType(place(of: key), expected: expected, found: found))
  }
}

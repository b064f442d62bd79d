/// The tables of a TOML document while it is read: which may still be added to, and where each
/// key stands.
struct TOMLTables {
  /// A key with its dots: `palette.blue`.
  typealias Key = [String]

  /// Where each key stands, by its dotted path; elements of `[[items]]` are `items[0]`.
  private(set) var positions: [String: TextPosition] = [:]
  private let root = OpenTable(.header)
  private var current: OpenTable
  private var currentPath = ""

  init() { current = root }

  var members: [String: TOMLNode] { root.node }

  /// `[key]`: opens a table.
  mutating func open(_ key: Key, at position: TextPosition) throws(FileProblem) {
    let (parent, path) = try parentForHeader(key, at: position)
    let name = key[key.count - 1]
    switch parent.entries[name] {
    case nil:
      current = OpenTable(.header)
      parent.entries[name] = .table(current)
    case .table(let table) where table.origin == .implied:
      table.origin = .header
      current = table
    default: throw duplicate(path, position)
    }
    currentPath = path
    positions[path] = position
  }

  /// `[[key]]`: opens one more element of a list of tables.
  mutating func openElement(_ key: Key, at position: TextPosition) throws(FileProblem) {
    let (parent, path) = try parentForHeader(key, at: position)
    let name = key[key.count - 1]
    current = OpenTable(.header)
    switch parent.entries[name] {
    case nil:
      parent.entries[name] = .list(OpenList(current))
      currentPath = "\(path)[0]"
      positions[path] = position
    case .list(let list):
      currentPath = "\(path)[\(list.tables.count)]"
      list.tables.append(current)
    default: throw duplicate(path, position)
    }
    positions[currentPath] = position
  }

  /// The path of a key of the open table.
  func path(of key: Key) -> String { joined(currentPath, key.joined(separator: ".")) }

  /// `key = node` in the open table.
  mutating func set(
    _ key: Key, to node: TOMLNode, at position: TextPosition
  ) throws(FileProblem) {
    var table = current
    var path = currentPath
    for part in key.dropLast() {
      path = joined(path, part)
      switch table.entries[part] {
      case nil:
        let inner = OpenTable(.dotted)
        table.entries[part] = .table(inner)
        positions[path] = position
        table = inner
      case .table(let inner) where inner.origin == .dotted: table = inner
      default: throw duplicate(path, position)
      }
    }
    let name = key[key.count - 1]
    path = joined(path, name)
    guard table.entries[name] == nil else { throw duplicate(path, position) }
    table.entries[name] = .value(node)
    positions[path] = position
  }

  /// A key inside a value, such as one of an inline table.
  ///
  /// Places of long paths are not kept, so that what is kept stays in proportion to the text.
  mutating func note(_ path: String, at position: TextPosition) {
    if path.utf8.count <= 512 { positions[path] = position }
  }

  private mutating func parentForHeader(
    _ key: Key, at position: TextPosition
  ) throws(FileProblem) -> (OpenTable, path: String) {
    var table = root
    var path = ""
    for part in key.dropLast() {
      path = joined(path, part)
      switch table.entries[part] {
      case nil:
        let inner = OpenTable(.implied)
        table.entries[part] = .table(inner)
        positions[path] = position
        table = inner
      case .table(let inner): table = inner
      case .list(let list):
        table = list.tables[list.tables.count - 1]
        path += "[\(list.tables.count - 1)]"
      case .value: throw duplicate(path, position)
      }
    }
    return (table, joined(path, key[key.count - 1]))
  }

  private func duplicate(_ path: String, _ position: TextPosition) -> FileProblem {
    .duplicateKey(ValuePlace(path, position), first: positions[path])
  }
}

private func joined(_ path: String, _ key: String) -> String {
  path.isEmpty ? key : "\(path).\(key)"
}

private final class OpenTable {
  /// How a table came to be decides who may still add to it.
  enum Origin {
    /// By its own header, once.
    case header
    /// By the header of a table inside it; its own header may follow.
    case implied
    /// By dotted keys; more of them may follow.
    case dotted
  }

  enum Entry {
    case value(TOMLNode)
    case table(OpenTable)
    case list(OpenList)
  }

  var origin: Origin
  var entries: [String: Entry] = [:]

  init(_ origin: Origin) { self.origin = origin }

  var node: [String: TOMLNode] {
    entries.mapValues { entry in
      switch entry {
      case .value(let node): node
      case .table(let table): .table(table.node)
      case .list(let list): .list(list.tables.map { .table($0.node) })
      }
    }
  }
}

/// The tables of `[[key]]`, at least one.
private final class OpenList {
  var tables: [OpenTable]

  init(_ first: OpenTable) { tables = [first] }
}

import Experiments

/// A line of text being typed.
public struct TextInput: Equatable, Sendable {
  public private(set) var scalars: [Unicode.Scalar]
  /// Scalars before the place of the next one.
  public private(set) var cursor: Int
  private let limit: Int
  /// Whether the first thing that is typed takes the place of everything.
  public private(set) var isSelected = false

  /// A text that typing replaces; keys that move or delete edit it.
  public init(replacing text: String) {
    self.init(text)
    isSelected = true
  }

  /// - Parameter limit: the most scalars it holds.
  public init(_ text: String = "", limit: Int = 256) {
    self.limit = limit
    scalars = []
    cursor = 0
    insert(text)
  }

  public var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Inserts what is printable of `text`, as far as there is room.
  /// - Returns: whether all of it found room.
  @discardableResult
  mutating func insert(_ text: String) -> Bool {
    if isSelected { (scalars, cursor, isSelected) = ([], 0, false) }
    let room = limit - scalars.count
    let offered = text.unicodeScalars.prefix(limit + 1)
    var piece = String.UnicodeScalarView()
    piece.append(contentsOf: offered)
    let clean = PrintableText(String(piece), limit: 8 * (limit + 8)).text.unicodeScalars
    scalars.insert(contentsOf: clean.prefix(room), at: cursor)
    cursor += min(room, clean.count)
    return clean.count <= room
  }

  mutating func deleteBackward() {
    guard cursor > 0 else { return }
    cursor -= 1
    scalars.remove(at: cursor)
  }

  mutating func deleteForward() {
    guard cursor < scalars.count else { return }
    scalars.remove(at: cursor)
  }

  mutating func deleteToStart() {
    scalars.removeFirst(cursor)
    cursor = 0
  }

  mutating func move(by count: Int) { cursor = min(max(0, cursor + count), scalars.count) }
  mutating func moveToStart() { cursor = 0 }
  mutating func moveToEnd() { cursor = scalars.count }
}

/// A key of text fields: one table for every field and for help.
public struct FieldKey: Sendable {
  public let keys: [Key]
  public let summary: String
  let perform: @Sendable (inout TextInput) -> Void

  public static let all: [FieldKey] = [
    FieldKey(keys: [.backspace], summary: "delete before the cursor") { $0.deleteBackward() },
    FieldKey(keys: [.delete], summary: "delete at the cursor") { $0.deleteForward() },
    FieldKey(keys: [.control("u")], summary: "delete to the start") { $0.deleteToStart() },
    FieldKey(keys: [.left, .control("b")], summary: "to the left") { $0.move(by: -1) },
    FieldKey(keys: [.right, .control("f")], summary: "to the right") { $0.move(by: 1) },
    FieldKey(keys: [.home, .control("a")], summary: "to the start") { $0.moveToStart() },
    FieldKey(keys: [.end, .control("e")], summary: "to the end") { $0.moveToEnd() },
  ]
}

extension TextInput {
  /// Takes a key that types or edits.
  /// - Returns: whether it was one.
  mutating func take(_ key: Key) -> Bool {
    if case .character(let scalar) = key {
      insert(String(scalar))
      return true
    }
    guard let edit = FieldKey.all.first(where: { $0.keys.contains(key) }) else { return false }
    isSelected = false
    edit.perform(&self)
    return true
  }
}

/// One key as the terminal reports it.
///
/// Terminals do not tell Shift from the character it makes, nor Tab from C-i or Enter from C-m.
/// Modifiers held together with a cursor or function key are ignored, except Shift with Tab.
public enum Key: Hashable, Sendable {
  /// A printable character, as typed.
  case character(Unicode.Scalar)
  /// Control with a lower-case letter or one of `@ [ \ ] ^ _`.
  case control(Unicode.Scalar)
  /// Alt with a printable character.
  case alt(Unicode.Scalar)
  /// F1 and up.
  case function(Int)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
}

extension Key {
  /// The name in key tables, footers and key scripts: `q`, `C-x`, `M-x`, `F5`, `space`, `esc`.
  public var name: String {
    switch self {
    case .character(" "): "space"
    case .character(let scalar): String(scalar)
    case .control(let scalar): "C-\(scalar)"
    case .alt(let scalar): "M-\(scalar)"
    case .function(let number): "F\(number)"
    default: Self.named.first { $0.key == self }!.name
    }
  }

  /// The key with that name, if there is one.
  public init?(name: some StringProtocol) {
    if let known = Self.named.first(where: { $0.name == name }) {
      self = known.key
    } else if name.hasPrefix("F"), let number = Int(name.dropFirst()), (1...63).contains(number) {
      self = .function(number)
    } else if name.hasPrefix("C-"), let scalar = Self.onlyScalar(name.dropFirst(2)) {
      self = .control(scalar)
    } else if name.hasPrefix("M-"), let scalar = Self.onlyScalar(name.dropFirst(2)) {
      self = .alt(scalar)
    } else if let scalar = Self.onlyScalar(name) {
      self = .character(scalar)
    } else {
      return nil
    }
  }

  private static func onlyScalar(_ text: some StringProtocol) -> Unicode.Scalar? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
  }

  private static let named: [(key: Key, name: String)] = [
    (.character(" "), "space"), (.enter, "enter"), (.escape, "esc"), (.tab, "tab"),
    (.backTab, "S-tab"), (.backspace, "backspace"), (.delete, "delete"), (.insert, "insert"),
    (.up, "up"), (.down, "down"), (.left, "left"), (.right, "right"), (.home, "home"),
    (.end, "end"), (.pageUp, "pageup"), (.pageDown, "pagedown"),
  ]
}

import Workbench

extension Key {
  /// The key that `ESC [ code ; modifiers u` tells (kitty's keyboard protocol, flag 1), as terminals
  /// without the protocol would tell it; `nil` for keys that those do not have.
  /// - Parameter parameters: what stands between `[` and `u`.
  init?(kitty parameters: String) {
    // Alternates of a code, and events of a key, stand behind colons.
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { word in
      word.split(separator: ":").first.flatMap { Int($0) }
    }
    guard let code = numbers.first ?? nil, let scalar = Unicode.Scalar(UInt32(clamping: code))
    else {
      return nil
    }
    let modifiers = Modifiers(rawValue: ((numbers.dropFirst().first ?? nil) ?? 1) - 1)
    guard modifiers.isDisjoint(with: .others) else { return nil }
    if let named = Self.functional(code) {
      self = named == .tab && modifiers.contains(.shift) ? .backTab : named
      return
    }
    guard (0x20..<0xE000).contains(code) || code > 0xF8FF else { return nil }
    let typed = modifiers.contains(.shift) ? Self.upper(scalar) : scalar
    if modifiers.contains(.control) {
      guard let key = Self.control(with: scalar) else { return nil }
      self = key
    } else {
      self = modifiers.contains(.alt) ? .alt(typed) : .character(typed)
    }
  }

  private struct Modifiers: OptionSet {
    let rawValue: Int
    static let shift = Modifiers(rawValue: 1)
    static let alt = Modifiers(rawValue: 2)
    static let control = Modifiers(rawValue: 4)
    /// Super, hyper and meta; the locks count for nothing.
    static let others = Modifiers(rawValue: 8 | 16 | 32)
  }

  private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.uppercaseMapping.unicodeScalars.first ?? scalar
  }

  /// As the control characters are decoded.
  private static func control(with scalar: Unicode.Scalar) -> Key? {
    switch scalar {
    case "i": .tab
    case "m", "j": .enter
    case "h": .backspace
    case "[": .escape
    case " ", "2": .control("@")
    case "a"..."z", "@", "\\", "]", "^", "_": .control(scalar)
    default: nil
    }
  }

  private static func functional(_ code: Int) -> Key? {
    let keypad = Array("0123456789./*-+".unicodeScalars)
    let cursor: [Key] = [
      .left, .right, .up, .down, .pageUp, .pageDown, .home, .end, .insert, .delete,
    ]
    switch code {
    case 27: return .escape
    case 13, 57_414: return .enter
    case 9: return .tab
    case 127, 8: return .backspace
    case 57_399...57_413: return .character(keypad[code - 57_399])
    case 57_415: return .character("=")
    case 57_417...57_426: return cursor[code - 57_417]
    default: return nil
    }
  }
}

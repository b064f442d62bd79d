/// How a terminal is told to call somebody who looks elsewhere.
public enum Notification: Hashable, Sendable {
  /// OSC 99, which the terminal has answered for.
  case kitty
  /// OSC 9.
  case iterm
  /// OSC 777, which others ignore.
  case urxvt

  /// - Parameter text: one line; control characters and semicolons are left out.
  func sequence(_ text: String) -> [UInt8] {
    let clean = String(
      text.unicodeScalars.filter { $0 != ";" && $0.properties.generalCategory != .control }
        .prefix(200).map(Character.init))
    return switch self {
    case .kitty: Array("\u{1B}]99;i=quickstep;\(clean)\u{1B}\\".utf8)
    case .iterm: Array("\u{1B}]9;\(clean)\u{1B}\\".utf8)
    case .urxvt: Array("\u{1B}]777;notify;quickstep;\(clean)\u{1B}\\".utf8)
    }
  }
}

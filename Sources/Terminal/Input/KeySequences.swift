import Workbench

/// What the escape sequences of cursor, editing and function keys mean.
///
/// The terminal's description comes first; the sequences of xterm, the VT220, rxvt and the Linux
/// console follow, as few descriptions are right about the terminal they are used with.
public struct KeySequences: Sendable {
  private let described: [[UInt8]: Key]

  /// - Parameter terminfo: the value of a key's terminfo string, if the terminal has it.
  public init(terminfo: (String) -> [UInt8]? = { _ in nil }) {
    var described: [[UInt8]: Key] = [:]
    for (name, key) in Self.names {
      // Single characters are decoded as such.
      if let sequence = terminfo(name), sequence.first == 0x1B, sequence.count > 2 {
        described[sequence] = key
      }
    }
    self.described = described
  }

  /// The key that sends the complete sequence `ESC [ …` or `ESC O …`, if it is known.
  func key(for sequence: [UInt8]) -> Key? {
    if let key = described[sequence] { return key }
    guard sequence.count > 2, let final = sequence.last else { return nil }
    let parameters = String(decoding: sequence[2..<(sequence.count - 1)], as: UTF8.self)
    if sequence[1] == UInt8(ascii: "["), final == UInt8(ascii: "u") {
      return Key(kitty: parameters)
    }
    let digits = parameters.prefix { $0.isWholeNumber }
    guard let first = digits.isEmpty ? 1 : Int(digits) else { return nil }
    switch sequence[1] {
    case UInt8(ascii: "O"): return Self.keypad(final) ?? Self.cursor(final)
    case _ where parameters == "[": return Self.linuxConsole(final)
    case _ where final == UInt8(ascii: "~"): return Self.editing(first)
    case _ where parameters.isEmpty || first == 1 && parameters.first?.isWholeNumber == true:
      return Self.cursor(final)
    default: return nil
    }
  }

  private static func cursor(_ final: UInt8) -> Key? {
    switch Character(Unicode.Scalar(final)) {
    case "A", "a": .up
    case "B", "b": .down
    case "C", "c": .right
    case "D", "d": .left
    case "H": .home
    case "F": .end
    case "Z": .backTab
    case "P"..."S": .function(Int(final - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  private static func editing(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    // The VT220 left gaps between its groups of function keys.
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  private static func linuxConsole(_ final: UInt8) -> Key? {
    (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final)
      ? .function(Int(final - UInt8(ascii: "A")) + 1) : nil
  }

  /// The numeric keypad in application mode: the ASCII character plus 64.
  private static func keypad(_ final: UInt8) -> Key? {
    switch Character(Unicode.Scalar(final)) {
    case "M": .enter
    case "I": .tab
    case "X": .character("=")
    case "j"..."y": .character(Unicode.Scalar(final - 64))
    default: nil
    }
  }

  private static let names: [(String, Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
      ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert),
      ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
    ] + (1...12).map { ("kf\($0)", .function($0)) }
}

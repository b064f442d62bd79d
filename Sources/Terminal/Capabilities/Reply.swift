/// What a terminal answers when it is asked about itself.
public enum Reply: Hashable, Sendable {
  /// Primary device attributes (DA1): the conformance level and then the extensions; 4 is sixel.
  case deviceAttributes([Int])
  /// A private mode (DECRQM): 1 set, 2 reset, 3 and 4 for ever so, 0 unknown.
  case privateMode(Int, setting: Int)
  /// The size of one cell in pixels (XTWINOPS 16).
  case cellPixels(width: Int, height: Int)
  /// The terminal's name and version (XTVERSION).
  case version(String)
  /// The kitty graphics protocol's answer to a query: `OK`, or what was wrong.
  case kittyGraphics(String)
}

extension Reply {
  /// A control sequence that is an answer, from the byte after `ESC [` to its final byte.
  init?(controlSequence body: some BidirectionalCollection<UInt8>) {
    let text = String(decoding: body, as: UTF8.self)
    if text.hasPrefix("?"), text.hasSuffix("c") {
      self = .deviceAttributes(Self.numbers(text.dropFirst().dropLast()))
      return
    }
    if text.hasPrefix("?"), text.hasSuffix("$y") {
      let numbers = Self.numbers(text.dropFirst().dropLast(2))
      guard numbers.count == 2 else { return nil }
      self = .privateMode(numbers[0], setting: numbers[1])
      return
    }
    let numbers = Self.numbers(text.dropLast())
    guard text.hasSuffix("t"), numbers.count == 3, numbers[0] == 6 else { return nil }
    self = .cellPixels(width: numbers[2], height: numbers[1])
  }

  /// A device control string (`ESC P … ESC \`) that is an answer, without its brackets.
  init?(deviceControl body: some Collection<UInt8>) {
    guard body.starts(with: Array(">|".utf8)) else { return nil }
    self = .version(Self.printable(body.dropFirst(2)))
  }

  /// An application command (`ESC _ … ESC \`) that is an answer, without its brackets.
  init?(applicationCommand body: some Collection<UInt8>) {
    guard body.first == UInt8(ascii: "G") else { return nil }
    let text = Self.printable(body)
    guard let semicolon = text.firstIndex(of: ";") else { return nil }
    self = .kittyGraphics(String(text[text.index(after: semicolon)...]))
  }

  private static func numbers(_ text: Substring) -> [Int] {
    text.split(separator: ";").map { Int($0) ?? 0 }
  }

  private static func printable(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.filter { (0x20..<0x7F).contains($0) }.prefix(80), as: UTF8.self)
  }
}

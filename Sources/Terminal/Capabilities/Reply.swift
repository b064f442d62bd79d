import Screen

/// What a terminal answers when it is asked about itself.
public enum Reply: Hashable, Sendable {
  /// Primary device attributes (DA1): the conformance level and then the extensions; 4 is sixel.
  case deviceAttributes([Int])
  /// A private mode (DECRQM): 1 set, 2 reset, 3 and 4 for ever so, 0 unknown.
  case privateMode(Int, setting: Int)
  /// The size of one cell in pixels (XTWINOPS 16).
  case cellPixels(width: Int, height: Int)
  /// The largest sixel picture in pixels (XTSMGRAPHICS 2); zeros where it is not told.
  case sixelLimit(width: Int, height: Int)
  /// The terminal's name and version (XTVERSION).
  case version(String)
  /// The colour of the background (OSC 11).
  case background(RGB)
  /// The kitty graphics protocol's answer to a query: `OK`, or what was wrong.
  case kittyGraphics(String)
  /// The features of iTerm2 (OSC 1337), as one word.
  case itermFeatures(String)
  /// What of kitty's notifications there is (OSC 99).
  case notifications(String)
  /// The kitty keyboard protocol, and which of its flags are set.
  case keyboard(flags: Int)
  /// Whether the terminal knows a capability by name (XTGETTCAP); only colours are asked for.
  case capability(isKnown: Bool)
  /// The terminal has done all that was sent before the question (DSR 5).
  case ready
  /// The rendition that is set (DECRQSS SGR).
  case rendition(String)
  /// The terminal has turned dark or light (mode 2031).
  case colorScheme(isDark: Bool)
}

extension Reply {
  /// A control sequence that is an answer, from the byte after `ESC [` to its final byte.
  init?(controlSequence body: some BidirectionalCollection<UInt8>) {
    let text = String(decoding: body, as: UTF8.self)
    let numbers = Self.numbers(text.drop { $0 == "?" }.prefix { $0 == ";" || $0.isWholeNumber })
    switch (text.first == "?", text.drop { $0 == "?" || $0 == ";" || $0.isWholeNumber }) {
    case (true, "c"): self = .deviceAttributes(numbers)
    case (true, "$y") where numbers.count == 2:
      self = .privateMode(numbers[0], setting: numbers[1])
    case (true, "S") where numbers.count == 4 && numbers.starts(with: [2, 0]):
      self = .sixelLimit(width: numbers[2], height: numbers[3])
    case (true, "S") where numbers.count >= 2 && numbers[0] == 2 && numbers[1] != 0:
      self = .sixelLimit(width: 0, height: 0)
    case (true, "u") where numbers.count == 1: self = .keyboard(flags: numbers[0])
    case (true, "n") where numbers.count == 2 && numbers[0] == 997 && [1, 2].contains(numbers[1]):
      self = .colorScheme(isDark: numbers[1] == 1)
    case (false, "n") where numbers == [0]: self = .ready
    case (false, "t") where numbers.count == 3 && numbers[0] == 6:
      self = .cellPixels(width: numbers[2], height: numbers[1])
    default: return nil
    }
  }

  /// A device control string (`ESC P … ESC \`) that is an answer, without its brackets.
  init?(deviceControl body: some Collection<UInt8>) {
    let text = Self.printable(body)
    if text.hasPrefix(">|") {
      self = .version(String(text.dropFirst(2)))
    } else if text.hasPrefix("1+r") || text.hasPrefix("0+r") {
      self = .capability(isKnown: text.hasPrefix("1"))
    } else if text.hasPrefix("1$r"), text.hasSuffix("m") {
      self = .rendition(String(text.dropFirst(3).dropLast()))
    } else {
      return nil
    }
  }

  /// An operating system command (`ESC ] … BEL`) that is an answer, without its brackets.
  init?(systemCommand body: some Collection<UInt8>) {
    let text = Self.printable(body)
    let features = "1337;Capabilities="
    if text.hasPrefix("11;"), let color = RGB(specification: text.dropFirst(3)) {
      self = .background(color)
    } else if text.hasPrefix("99;"), text.contains("p=?;") {
      self = .notifications(String(text.dropFirst(3)))
    } else if text.hasPrefix(features) {
      self = .itermFeatures(String(text.dropFirst(features.count)))
    } else {
      return nil
    }
  }

  /// An application command (`ESC _ … ESC \`) that is an answer, without its brackets.
  init?(applicationCommand body: some Collection<UInt8>) {
    guard body.first == UInt8(ascii: "G") else { return nil }
    let text = Self.printable(body)
    guard let semicolon = text.firstIndex(of: ";") else { return nil }
    self = .kittyGraphics(String(text[text.index(after: semicolon)...]))
  }

  /// Whether an answer may begin with an escape and these bytes.
  static func canBegin(with bytes: [UInt8]) -> Bool {
    func isParameter(_ byte: UInt8) -> Bool { (0x30..<0x3C).contains(byte) }
    func agree(_ start: String) -> Bool {
      zip(bytes, start.utf8).allSatisfy { $0 == $1 }
    }
    guard bytes.first == UInt8(ascii: "[") else {
      return ["P>|", "P1+r", "P0+r", "P1$r", "P0$r", "]11;", "]1337;", "]99;", "_G"].contains(
        where: agree)
    }
    let parameters = bytes.dropFirst().drop { $0 == UInt8(ascii: "?") }
    let end = parameters.drop(while: isParameter)
    // No answer is without a number.
    if !end.isEmpty, end.count == parameters.count { return false }
    let ends =
      bytes.dropFirst().first == UInt8(ascii: "?") ? ["c", "S", "$y", "u", "n"] : ["t", "n"]
    return ends.contains { $0.utf8.starts(with: end) }
  }

  private static func numbers(_ text: Substring) -> [Int] {
    text.split(separator: ";").map { Int($0) ?? 0 }
  }

  private static let printableLimit = 82

  private static func printable(_ bytes: some Collection<UInt8>) -> String {
    String(
      decoding: bytes.filter { (0x20..<0x7F).contains($0) }.prefix(printableLimit), as: UTF8.self)
  }
}

extension RGB {
  /// A colour as X11 writes it, `rgb:R/G/B` with one to four hexadecimal digits each; an alpha
  /// channel (`rgba:`) is left out. `nil` for anything else.
  init?(specification text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "rgb" || parts[0] == "rgba" else { return nil }
    let channels = parts[1].split(separator: "/", omittingEmptySubsequences: false).map { digits in
      (1...4).contains(digits.utf8.count) && digits.allSatisfy(\.isHexDigit)
        ? Int(digits, radix: 16).map { $0 * 255 / ((1 << (4 * digits.utf8.count)) - 1) } : nil
    }
    guard channels.count == parts[0].utf8.count,
      case (let red?, let green?, let blue?) = (channels[0], channels[1], channels[2])
    else { return nil }
    self.init(UInt8(red), UInt8(green), UInt8(blue))
  }
}

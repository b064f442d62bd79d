extension TOMLParser {
  /// A number, `true`, `false`, a date or a time.
  mutating func bareValue() throws(FileProblem) -> TOMLNode {
    let start = scanner
    var word = String(decoding: scanner.take(while: isBareValue), as: UTF8.self)
    if isDate(word), scanner.stands(" ") {
      let beforeTime = scanner
      scanner.advance()
      let time = String(decoding: scanner.take(while: isBareValue), as: UTF8.self)
      if isTime(time) {
        word += " " + time
      } else {
        scanner = beforeTime
      }
    }
    guard let node = node(word) else {
      throw start.failure(
        word.isEmpty ? "a value is expected here" : "this value needs quotes or is misspelt")
    }
    return node
  }
}

private func node(_ word: String) -> TOMLNode? {
  if word == "true" || word == "false" { return .truth(word == "true") }
  if isDate(word) || isTime(word) { return .date(word) }
  let sign = word.hasPrefix("-") ? "-" : ""
  let magnitude = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
  if magnitude == "inf" { return .number(sign.isEmpty ? .infinity : -.infinity) }
  if magnitude == "nan" { return .number(.nan) }
  for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
    let digits = plainDigits(word.dropFirst(2)) { Character($0).hexDigitValue ?? 99 < radix }
    return digits.flatMap { Int($0, radix: radix) }.map(TOMLNode.integer)
  }
  return decimal(sign, magnitude)
}

private func decimal(_ sign: String, _ magnitude: Substring) -> TOMLNode? {
  let parts = magnitude.split(
    maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
  let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  let isNumeral = { (scalar: Unicode.Scalar) in ("0"..."9").contains(scalar) }
  guard let whole = plainDigits(mantissa[0], isNumeral),
    whole == "0" || !whole.hasPrefix("0")
  else { return nil }
  if parts.count == 1, mantissa.count == 1 { return Int(sign + whole).map(TOMLNode.integer) }
  var text = sign + whole
  if mantissa.count == 2 {
    guard let fraction = plainDigits(mantissa[1], isNumeral) else { return nil }
    text += "." + fraction
  }
  if parts.count == 2 {
    let exponentSign = parts[1].hasPrefix("-") ? "-" : ""
    let isSigned = parts[1].hasPrefix("-") || parts[1].hasPrefix("+")
    guard let exponent = plainDigits(isSigned ? parts[1].dropFirst() : parts[1], isNumeral) else {
      return nil
    }
    text += "e" + exponentSign + exponent
  }
  return Double(text).map(TOMLNode.number)
}

/// The digits without the underscores that may stand between two of them.
private func plainDigits(
  _ text: Substring, _ isNumeral: (Unicode.Scalar) -> Bool
) -> String? {
  let groups = text.split(separator: "_", omittingEmptySubsequences: false)
  guard groups.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(isNumeral) }) else {
    return nil
  }
  return groups.joined()
}

private func isBareValue(_ byte: UInt8) -> Bool {
  isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    || "+-_.:".utf8.contains(byte)
}

/// `1979-05-27` and what may follow.
private func isDate(_ word: String) -> Bool { matches(word, "dddd-dd-dd") }

/// `07:32` and what may follow.
private func isTime(_ word: String) -> Bool { matches(word, "dd:dd") }

private func matches(_ word: String, _ pattern: String) -> Bool {
  word.utf8.count >= pattern.utf8.count
    && zip(word.utf8, pattern.utf8).allSatisfy { byte, wanted in
      wanted == UInt8(ascii: "d") ? isDigit(byte) : byte == wanted
    }
}

/// A parameter that a person may turn: its name, range, default and unit.
public struct Knob: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A real number; `+` and `-` in the workbench move it by `step`.
    case real(ClosedRange<Double>, step: KnobStep)
    case integer(ClosedRange<Int>)
    /// One of a few words.
    case choice([String])
    /// Real numbers separated by `/`.
    case list(ClosedRange<Double>, ListOrder = .free)
    /// So many whole numbers, separated by `/`; no number at all is written `none`.
    case integers(ClosedRange<Int>, counts: ClosedRange<Int>)
    /// Any text but an empty one, such as a path.
    case text
    /// Any of 2⁶⁴ numbers.
    case seed
    /// One of these words, or of the labels that the model brings, many of which are called so.
    case label([LabelWord], plural: String)
  }

  /// As written on the command line: lower case, words joined by `-`.
  public let name: String
  public let summary: String
  public let kind: Kind
  public let fallback: KnobValue
  /// Empty where the number has no unit.
  public let unit: String

  public init(
    _ name: String, _ summary: String, _ kind: Kind, default fallback: KnobValue, unit: String = ""
  ) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.fallback = fallback
    self.unit = unit
  }
}

/// What the numbers of a list have to do with each other.
public enum ListOrder: Hashable, Sendable {
  case free
  /// Each is smaller than the one before, and every one can be edited on its own.
  /// - Parameters:
  ///   - element: what one of them is called, in the singular: "noise level".
  ///   - quantity: what is measured: "sigma/alpha".
  case falling(element: String, quantity: String)
}

/// A word that may stand in the place of a label.
public struct LabelWord: Hashable, Sendable {
  public let text: String
  /// One line.
  public let summary: String

  public init(_ text: String, _ summary: String) {
    self.text = text
    self.summary = summary
  }
}

/// How far one key press moves a real knob.
public enum KnobStep: Hashable, Sendable {
  case linear(Double)
  case factor(Double)
}

extension Knob {
  /// The words of a choice, with `auto` in front where it may be automatic; `nil` for what is
  /// typed.
  public var words: [String]? {
    guard case .choice(let words) = kind else { return nil }
    return fallback == .automatic ? [KnobValue.automatic.text] + words : words
  }

  /// The range in words, as help texts and panels show it.
  public var rangeText: String {
    switch kind {
    case .real(let range, _), .list(let range, _):
      "\(number(range.lowerBound)) … \(number(range.upperBound))"
    case .integer(let range): "\(range.lowerBound) … \(range.upperBound)"
    case .integers(let range, let counts):
      "\(range.lowerBound) … \(range.upperBound), \(counts.lowerBound) to \(counts.upperBound) "
        + "numbers separated by /"
    case .text: "a text"
    case .choice: words!.joined(separator: " | ")
    case .seed: "0 … \(UInt64.max)"
    case .label(let words, _): words.map(\.text).joined(separator: " | ")
    }
  }

  /// Reads a value as typed.
  /// - Throws: `DeclarationError.badValue` when the text is no value of this kind or out of range.
  public func parse(_ text: String) throws(DeclarationError) -> KnobValue {
    if text == KnobValue.automatic.text, fallback == .automatic { return .automatic }
    func refuse() -> DeclarationError { .badValue(knob: name, text: text, range: rangeText) }
    switch kind {
    case .real(let range, _):
      // The unit may be written behind the number: `5%`.
      let number = !unit.isEmpty && text.hasSuffix(unit) ? text.dropLast(unit.count) : text[...]
      guard let value = Double(number), range.contains(value) else { throw refuse() }
      return .real(value)
    case .integer(let range):
      guard let value = Int(text), range.contains(value) else { throw refuse() }
      return .integer(value)
    case .choice(let words):
      guard words.contains(text) else { throw refuse() }
      return .word(text)
    case .seed:
      guard let value = UInt64(text) else { throw refuse() }
      return .seed(value)
    case .label: return .word(text)
    case .text:
      guard !text.isEmpty else { throw refuse() }
      return .word(text)
    case .integers(let range, let counts):
      let parts =
        text == KnobValue.integers([]).text
        ? [] : text.split(separator: "/", omittingEmptySubsequences: false)
      let values = parts.compactMap { Int($0) }
      guard counts.contains(parts.count), values.count == parts.count,
        values.allSatisfy(range.contains)
      else { throw refuse() }
      return .integers(values)
    case .list(let range, _):
      // A number too large for a Double is no way to write infinity.
      let values = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
        Double(part).flatMap { $0.isFinite || part == "inf" ? $0 : nil }
      }
      guard values.count <= 10_000, values.allSatisfy({ $0.map(range.contains) ?? false }) else {
        throw refuse()
      }
      return .list(values.compactMap { $0 })
    }
  }

  /// The value after `count` presses of `+` (negative: of `-`), held within the range.
  ///
  /// It is what so many single presses give, so that held keys may be taken together.
  public func moved(_ value: KnobValue, by count: Int) -> KnobValue {
    var value = value
    for _ in 0..<count.magnitude {
      let next = movedOnce(value, up: count > 0)
      if next == value { break }
      value = next
    }
    return value
  }

  private func movedOnce(_ value: KnobValue, up: Bool) -> KnobValue {
    switch (kind, value) {
    case (.real(let range, let step), .real(let old)):
      let new =
        switch step {
        case .linear(let size): rounded(old + (up ? size : -size), to: size)
        case .factor(let factor): up ? old * factor : old / factor
        }
      return .real(min(max(new, range.lowerBound), range.upperBound))
    case (.integer(let range), .integer(let old)):
      return .integer(up ? min(old, range.upperBound - 1) + 1 : max(old, range.lowerBound + 1) - 1)
    case (.seed, .seed(let old)): return .seed(up ? old &+ 1 : old &- 1)
    case (.choice, _):
      let words = words!
      let index = words.firstIndex(of: value.text) ?? 0
      let next = words[min(max(index + (up ? 1 : -1), 0), words.count - 1)]
      return (try? parse(next)) ?? value
    case (.real(let range, _), .automatic): return .real(up ? range.lowerBound : range.upperBound)
    case (.integer(let range), .automatic):
      return .integer(up ? range.lowerBound : range.upperBound)
    default: return value
    }
  }

  private func rounded(_ value: Double, to size: Double) -> Double {
    // 1/size is a whole number for the steps in use (0.1, 0.05, …): dividing by it keeps 0.3
    // from becoming 0.30000000000000004.
    let perUnit = (1 / size).rounded()
    return abs(perUnit * size - 1) < 1e-9 ? (value * perUnit).rounded() / perUnit : value
  }

  private func number(_ value: Double) -> String { KnobValue.real(value).text }
}

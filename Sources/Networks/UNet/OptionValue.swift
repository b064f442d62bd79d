import Quickstep

/// The value of one option of a configuration, asked for by type.
struct OptionValue {
  let name: String
  let value: JSONValue

  var isNull: Bool { value.isNull }
  var isList: Bool { value.array != nil }

  func flag() throws(NetworkProblem) -> Bool {
    guard let flag = value.bool else { throw refused("true or false") }
    return flag
  }

  func integer(_ range: ClosedRange<Int>) throws(NetworkProblem) -> Int {
    guard let integer = value.integer, range.contains(integer) else {
      throw refused(text(range))
    }
    return integer
  }

  func real(_ range: ClosedRange<Double>) throws(NetworkProblem) -> Double {
    guard let real = value.number, range.contains(real) else {
      throw refused("a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return real
  }

  func text() throws(NetworkProblem) -> String {
    guard let text = value.string else { throw refused("a text") }
    return text
  }

  func word<Word: RawRepresentable<String> & CaseIterable>() throws(NetworkProblem) -> Word {
    guard let word = value.string.flatMap(Word.init) else {
      throw refused(Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or "))
    }
    return word
  }

  func words() throws(NetworkProblem) -> [String] {
    let words = value.array?.map(\.string)
    guard let words, !words.contains(nil) else { throw refused("a list of texts") }
    return words.compactMap { $0 }
  }

  func integers(
    _ range: ClosedRange<Int>, needed: String
  ) throws(NetworkProblem) -> [Int] {
    let integers = value.array?.map(\.integer)
    guard let integers, integers.allSatisfy({ $0.map(range.contains) ?? false }) else {
      throw refused("\(needed), each \(text(range))")
    }
    return integers.compactMap { $0 }
  }

  func refused(_ needed: String) -> NetworkProblem {
    .badOption(name, found: summary(value), needed: needed)
  }

  private func text(_ range: ClosedRange<Int>) -> String {
    "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  private func summary(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let number): KnobValue.real(number).text
    case .string(let text): "\"\(text)\""
    case .array(let values) where values.count <= 8:
      "[\(values.map(summary).joined(separator: ", "))]"
    case .array, .object: value.kind
    }
  }
}

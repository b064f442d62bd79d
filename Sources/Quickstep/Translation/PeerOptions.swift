/// The options of a peer's sampler, defaults filled in.
struct PeerOptions {
  /// What the options belong to, as messages name it.
  let sampler: String
  private let values: [String: JSONValue]

  /// - Parameters:
  ///   - given: the options that somebody wrote; names that begin with `_` are bookkeeping of the
  ///     peer and carry no meaning, nor does a name without a value.
  ///   - defaults: every option there is.
  ///   - sisters: options of other classes, which the peer ignores.
  init(
    of sampler: String, _ given: [String: JSONValue], defaults: [String: JSONValue],
    ignoring sisters: Set<String> = []
  ) throws(TranslationError) {
    self.sampler = sampler
    for name in Self.foreign(given, defaults) where !sisters.contains(name) {
      throw .unknownOption(name, of: sampler, known: defaults.keys.sorted())
    }
    values = defaults.merging(given.filter { defaults[$0.key] != nil }) { $1 }
  }

  /// The names with a value that are no options, in order.
  static func foreign(_ given: [String: JSONValue], _ defaults: [String: JSONValue]) -> [String] {
    given.filter { !$0.key.hasPrefix("_") && !$0.value.isNull && defaults[$0.key] == nil }
      .keys.sorted()
  }

  /// Whether there is such an option.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// Whether the option is something else than null.
  func isSet(_ name: String) -> Bool { !value(name).isNull }

  func flag(_ name: String) throws(TranslationError) -> Bool {
    guard let flag = value(name).bool else { throw refused(name, needed: "true or false") }
    return flag
  }

  func integer(
    _ name: String, in range: ClosedRange<Int> = -1_000_000...1_000_000
  ) throws(TranslationError) -> Int {
    guard let integer = value(name).integer, range.contains(integer) else {
      throw refused(
        name, needed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  func integers(_ name: String) throws(TranslationError) -> [Int] {
    let integers = value(name).array?.map(\.integer)
    guard let integers, !integers.contains(nil) else {
      throw refused(name, needed: "a list of whole numbers")
    }
    return integers.compactMap { $0 }
  }

  func real(
    _ name: String, in range: ClosedRange<Double> = -.infinity ... .infinity
  ) throws(TranslationError) -> Double {
    guard let real = value(name).number, range.contains(real) else {
      throw refused(name, needed: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return real
  }

  /// The number, or nil where it is null.
  func optionalReal(
    _ name: String, in range: ClosedRange<Double> = -.infinity ... .infinity
  ) throws(TranslationError) -> Double? {
    isSet(name) ? try real(name, in: range) : nil
  }

  /// The list, or nil where it is null.
  func optionalReals(_ name: String) throws(TranslationError) -> [Double]? {
    guard isSet(name) else { return nil }
    let reals = value(name).array?.map(\.number)
    guard let reals, !reals.contains(nil) else { throw refused(name, needed: "a list of numbers") }
    return reals.compactMap { $0 }
  }

  /// One of a few words.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, as type: Word.Type = Word.self
  ) throws(TranslationError) -> Word {
    guard let word = value(name).string.flatMap(Word.init) else {
      throw refused(
        name, needed: Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or "))
    }
    return word
  }

  func text(_ name: String) throws(TranslationError) -> String {
    guard let text = value(name).string else { throw refused(name, needed: "a word") }
    return text
  }

  func refused(_ name: String, needed: String) -> TranslationError {
    .badOption(name, of: sampler, found: value(name).summary, needed: needed)
  }

  func unsupported(_ reason: String) -> TranslationError {
    .unsupported(of: sampler, reason: reason)
  }

  private func value(_ name: String) -> JSONValue {
    guard let value = values[name] else { preconditionFailure("\(sampler) has no \(name)") }
    return value
  }
}

extension JSONValue {
  /// As messages show it.
  fileprivate var summary: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let text): "\"\(text)\""
    case .array, .object: kind
    }
  }
}

/// A filter whose names have been found in a vocabulary.
public struct ResolvedFilter: Sendable {
  fileprivate enum Test: Sendable {
    /// One of the terms, whose places hold `true`.
    case term([Bool])
    /// A number that compares so; by the number of its quantity.
    case number([Bound], HistoryFilter.Comparison)
    case either([Bool], [Bound])
    indirect case not(Test)
  }

  private let tests: [Test]
  /// In small letters.
  private let texts: [[UInt8]]

  /// Whether the run line and the note must be looked at.
  public var needsText: Bool { !texts.isEmpty }

  /// Whether nothing else must be looked at.
  public var isTextOnly: Bool { !texts.isEmpty && tests.isEmpty }

  fileprivate init(_ tests: [Test], texts: [[UInt8]]) {
    self.tests = tests
    self.texts = texts
  }

  /// - Parameters:
  ///   - terms: as ``FactBytes`` writes them.
  ///   - quantities: likewise.
  public func matches(terms: UnsafeRawBufferPointer, quantities: UnsafeRawBufferPointer) -> Bool {
    tests.allSatisfy { $0.matches(terms, quantities) }
  }

  /// Whether run line and note hold what is looked for.
  public func matches(line: UnsafeRawBufferPointer, note: UnsafeRawBufferPointer) -> Bool {
    texts.allSatisfy { holds(line, $0) || holds(note, $0) }
  }
}

/// What the values of a quantity are compared with.
private struct Bound {
  let quantity: UInt32
  let value: Double
}

extension ResolvedFilter.Test {
  func matches(_ terms: UnsafeRawBufferPointer, _ quantities: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .term(let wanted): Self.has(terms, wanted)
    case .number(let bounds, let comparison):
      Self.compares(quantities, bounds, comparison)
    case .either(let wanted, let values):
      Self.has(terms, wanted) || Self.compares(quantities, values, .equal)
    case .not(let test): !test.matches(terms, quantities)
    }
  }

  private static func has(_ terms: UnsafeRawBufferPointer, _ wanted: [Bool]) -> Bool {
    for place in stride(from: 0, to: terms.count - 3, by: 4) {
      let number = Int(terms.loadUnaligned(fromByteOffset: place, as: UInt32.self))
      if number < wanted.count, wanted[number] { return true }
    }
    return false
  }

  private static func compares(
    _ quantities: UnsafeRawBufferPointer, _ bounds: [Bound],
    _ comparison: HistoryFilter.Comparison
  ) -> Bool {
    for bound in bounds {
      for place in stride(from: 0, to: quantities.count - 11, by: FactBytes.stride)
      where quantities.loadUnaligned(fromByteOffset: place, as: UInt32.self) == bound.quantity {
        let value = quantities.loadUnaligned(fromByteOffset: place + 4, as: Double.self)
        if comparison.holds(value, bound.value) { return true }
      }
    }
    return false
  }
}

extension HistoryFilter.Comparison {
  fileprivate func holds(_ value: Double, _ bound: Double) -> Bool {
    switch self {
    case .less: value < bound
    case .more: value > bound
    case .atMost: value <= bound
    case .atLeast: value >= bound
    case .equal, .named, .isNot, .contains: abs(value - bound) <= 1e-9 * abs(bound)
    }
  }

  fileprivate var isOrder: Bool {
    switch self {
    case .less, .more, .atMost, .atLeast: true
    case .equal, .named, .isNot, .contains: false
    }
  }
}

/// Whether bytes hold others, letters of ASCII compared without their case.
/// - Parameter wanted: in small letters.
private func holds(_ text: UnsafeRawBufferPointer, _ wanted: [UInt8]) -> Bool {
  guard wanted.count <= text.count else { return false }
  return wanted.withUnsafeBufferPointer { wanted in
    for start in 0...text.count - wanted.count where small(text[start]) == wanted[0] {
      var same = 1
      while same < wanted.count, small(text[start + same]) == wanted[same] { same += 1 }
      if same == wanted.count { return true }
    }
    return false
  }
}

private func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

extension HistoryFilter {
  /// - Throws: `HistoryFilterError` naming the term that means nothing.
  public func resolved(
    in vocabulary: HistoryVocabulary
  ) throws(HistoryFilterError) -> ResolvedFilter {
    var tests: [ResolvedFilter.Test] = []
    for condition in conditions { tests.append(try condition.test(vocabulary)) }
    return ResolvedFilter(tests, texts: texts.map { $0.utf8.map(small) })
  }
}

extension HistoryFilter.Condition {
  fileprivate func test(
    _ vocabulary: HistoryVocabulary
  ) throws(HistoryFilterError) -> ResolvedFilter.Test {
    let name = try vocabulary.name(name, in: term)
    let terms = vocabulary.terms.filter { $0.name == name }
    let quantities = vocabulary.quantities.filter { $0.name == name }
    if comparison.isOrder {
      if quantities.isEmpty, !terms.isEmpty { throw .isText(term: term, name: name) }
      return .number(try bounds(quantities), comparison)
    }
    if comparison == .contains, terms.isEmpty, !quantities.isEmpty {
      throw .isNumber(term: term, name: name)
    }
    let wanted = flags(terms)
    if comparison == .contains || quantities.isEmpty {
      return comparison == .isNot ? .not(.term(wanted)) : .term(wanted)
    }
    let values = terms.isEmpty ? try bounds(quantities) : (try? bounds(quantities)) ?? []
    let test = ResolvedFilter.Test.either(wanted, values)
    return comparison == .isNot ? .not(test) : test
  }

  /// By the number of a term, whether it is one of those that are meant.
  private func flags(_ terms: [HistoryVocabulary.Term]) -> [Bool] {
    let value = plainName(value)
    var flags: [Bool] = []
    for term in terms {
      let text = plainName(term.text)
      guard comparison == .contains ? text.contains(value) : text == value else { continue }
      let number = Int(term.number)
      while flags.count <= number { flags.append(false) }
      flags[number] = true
    }
    return flags
  }

  private func bounds(
    _ quantities: [HistoryVocabulary.Quantity]
  ) throws(HistoryFilterError) -> [Bound] {
    guard let number = UnitNumber(value) else { throw .noNumber(term: term, value: value) }
    let bounds = quantities.compactMap { quantity in
      number.value(in: quantity.unit).map { Bound(quantity: quantity.number, value: $0) }
    }
    if let first = quantities.first, bounds.isEmpty {
      throw .wrongUnit(term: term, unit: number.unit, name: first.name, its: first.unit)
    }
    return bounds
  }
}

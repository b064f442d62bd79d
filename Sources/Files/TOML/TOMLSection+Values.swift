extension TOMLSection {
  /// One of a few words.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ key: String
  ) throws(FileError) -> Word? {
    try word(key, among: Word.allCases.map(\.rawValue)).flatMap { Word(rawValue: $0) }
  }

  package func word(_ key: String, among words: [String]) throws(FileError) -> String? {
    guard let text = try text(key) else { return nil }
    guard words.contains(text) else {
      throw badValue(key, quoted(text), needed: words.map { quoted($0) }.joined(separator: " or "))
    }
    return text
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(FileError) -> Int? {
    guard let node = self[key] else { return nil }
    guard case .integer(let value) = node else { throw wrongType(key, "a whole number") }
    guard range.contains(value) else { throw badValue(key, "\(value)", needed: text(range)) }
    return value
  }

  /// A list of whole numbers.
  func integers(
    _ key: String, in range: ClosedRange<Int>, counts: ClosedRange<Int>
  ) throws(FileError) -> [Int]? {
    guard let node = self[key] else { return nil }
    guard case .list(let nodes) = node else { throw wrongType(key, "a list of whole numbers") }
    var values: [Int] = []
    for node in nodes {
      guard case .integer(let value) = node else {
        throw wrongType(key, "a list of whole numbers")
      }
      guard range.contains(value) else { throw badValue(key, "\(value)", needed: text(range)) }
      values.append(value)
    }
    guard counts.contains(values.count) else {
      throw badValue(
        key, "\(values.count) numbers long",
        needed: "\(counts.lowerBound) to \(counts.upperBound) numbers long")
    }
    return values
  }

  /// A whole number or one with a fraction.
  func number(_ key: String, in range: ClosedRange<Double>) throws(FileError) -> Double? {
    let value: Double
    switch self[key] {
    case nil: return nil
    case .integer(let integer): value = Double(integer)
    case .number(let number): value = number
    default: throw wrongType(key, "a number")
    }
    guard range.contains(value) else {
      throw badValue(
        key, shortestText(value),
        needed: "a number from \(shortestText(range.lowerBound)) "
          + "to \(shortestText(range.upperBound))")
    }
    return value
  }

  private func badValue(_ key: String, _ found: String, needed: String) -> FileError {
    error(.badValue(place(of: key), found: found, needed: needed))
  }

  private func text(_ range: ClosedRange<Int>) -> String {
    "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }
}

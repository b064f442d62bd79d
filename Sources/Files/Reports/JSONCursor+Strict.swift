import Experiments

// Readers that let nothing pass unseen.
extension JSONCursor {
  /// - Throws: for a member that no reader knows.
  func requireKnownMembers(_ known: [String]) throws(FileError) {
    for name in try object().keys.sorted() where !known.contains(name) {
      let place = keys.isEmpty ? name : "\(keys).\(name)"
      throw FileError(
        path: path,
        problem: .unknownKey(ValuePlace(place), suggestion: suggestion(for: name, among: known)))
    }
  }

  /// A number that may be unknown: null, or no such member.
  func known(_ key: String) throws(FileError) -> Double? {
    guard let number = try optional(key)?.number(), !number.isNaN else { return nil }
    return number
  }

  /// A count that may be unknown.
  func count(_ key: String) throws(FileError) -> Int? {
    guard let member = try optional(key) else { return nil }
    let count = try member.integer()
    guard count >= 0 else { throw member.badValue("\(count)", needed: "0 or more") }
    return count
  }

  func text(_ key: String) throws(FileError) -> String? { try optional(key)?.string() }

  /// One of some words.
  func word<Value>(_ words: [String: Value]) throws(FileError) -> Value {
    let text = try string()
    guard let value = words[text] else {
      throw badValue("\"\(text)\"", needed: words.keys.sorted().joined(separator: ", "))
    }
    return value
  }
}

import Quickstep

/// A key of a table of a training file: what it means, its range, how it is read and written.
public struct TrainingKey<Part: Sendable>: Sendable {
  public let name: String
  /// One line.
  public let summary: String
  /// What values there are, in words.
  public let range: String
  let read: @Sendable (inout Part, TOMLSection) throws(FileError) -> Void
  /// The value as TOML; `nil` where it need not be said.
  let write: @Sendable (Part) -> String?
}

extension TrainingKey {
  typealias Path<Value> = WritableKeyPath<Part, Value> & Sendable

  static func text(_ name: String, _ path: Path<String>, _ summary: String) -> Self {
    Self(name: name, summary: summary, range: "a text") { part, section throws(FileError) in
      guard let text = try section.text(name), !text.isEmpty else {
        throw section.error(.missingKey(name, inside: "[\(section.keys)]"))
      }
      part[keyPath: path] = text
    } write: {
      quoted($0[keyPath: path])
    }
  }

  static func word<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Word>, _ summary: String
  ) -> Self {
    let range = words(Word.self)
    return Self(name: name, summary: summary, range: range) { part, section throws(FileError) in
      if let word: Word = try section.word(name) { part[keyPath: path] = word }
    } write: {
      quoted($0[keyPath: path].rawValue)
    }
  }

  static func optionalWord<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Word?>, _ summary: String
  ) -> Self {
    Self(name: name, summary: summary, range: words(Word.self)) { part, section throws(FileError) in
      part[keyPath: path] = try section.word(name)
    } write: {
      $0[keyPath: path].map { quoted($0.rawValue) }
    }
  }

  /// A component of a catalog.
  static func choice<Product>(
    _ name: String, _ path: Path<Choice?>, of catalog: Catalog<Product>, _ summary: String
  ) -> Self {
    Self(
      name: name, summary: summary, range: "a \(catalog.kind) as quickstep list shows them"
    ) { part, section throws(FileError) in
      guard let text = try section.text(name) else { return }
      do throws(DeclarationError) {
        let choice = try catalog.choice(text)
        _ = try catalog.make(choice)
        part[keyPath: path] = choice
      } catch {
        throw section.error(.rejected(section.place(of: name), reason: "\(error)"))
      }
    } write: {
      $0[keyPath: path].map { quoted(catalog.text($0)) }
    }
  }

  static func integer(
    _ name: String, _ path: Path<Int>, in range: ClosedRange<Int>, _ summary: String
  ) -> Self {
    Self(name: name, summary: summary, range: "\(range.lowerBound) … \(range.upperBound)") {
      part, section throws(FileError) in
      if let value = try section.integer(name, in: range) { part[keyPath: path] = value }
    } write: {
      "\($0[keyPath: path])"
    }
  }

  static func integers(
    _ name: String, _ path: Path<[Int]>, in range: ClosedRange<Int>, counts: ClosedRange<Int>,
    _ summary: String
  ) -> Self {
    Self(
      name: name, summary: summary,
      range: "a list of \(range.lowerBound) … \(range.upperBound)"
    ) { part, section throws(FileError) in
      if let values = try section.integers(name, in: range, counts: counts) {
        part[keyPath: path] = values
      }
    } write: {
      "[\($0[keyPath: path].map(String.init).joined(separator: ", "))]"
    }
  }

  static func number(
    _ name: String, _ path: Path<Double>, in range: ClosedRange<Double>, _ summary: String
  ) -> Self {
    Self(name: name, summary: summary, range: words(range)) { part, section throws(FileError) in
      if let value = try section.number(name, in: range) { part[keyPath: path] = value }
    } write: {
      shortestText($0[keyPath: path])
    }
  }

  static func optionalNumber(
    _ name: String, _ path: Path<Double?>, in range: ClosedRange<Double>, _ summary: String
  ) -> Self {
    Self(name: name, summary: summary, range: words(range)) { part, section throws(FileError) in
      part[keyPath: path] = try section.number(name, in: range)
    } write: {
      $0[keyPath: path].map(shortestText)
    }
  }

  static func flag(_ name: String, _ path: Path<Bool>, _ summary: String) -> Self {
    Self(name: name, summary: summary, range: "true or false") { part, section throws(FileError) in
      if let value = try section.flag(name) { part[keyPath: path] = value }
    } write: {
      "\($0[keyPath: path])"
    }
  }

  private static func words(_ range: ClosedRange<Double>) -> String {
    "\(shortestText(range.lowerBound)) … \(shortestText(range.upperBound))"
  }

  private static func words<Word: RawRepresentable<String> & CaseIterable>(
    _ type: Word.Type
  ) -> String {
    type.allCases.map(\.rawValue).joined(separator: " | ")
  }
}

extension TOMLSection {
  /// True or false.
  func flag(_ key: String) throws(FileError) -> Bool? {
    guard let node = self[key] else { return nil }
    guard case .truth(let value) = node else { throw wrongType(key, "true or false") }
    return value
  }

  /// Reads every key of a table, and refuses others.
  func read<Part>(
    _ keys: [TrainingKey<Part>], beside others: [String] = [], into part: inout Part
  ) throws(FileError) {
    try requireKnownKeys(others + keys.map(\.name))
    for key in keys { try key.read(&part, self) }
  }
}

/// A value whose parts are declared words.
public protocol Worded: Hashable, Sendable, SendableMetatype {
  init()

  /// In the order of flags.
  static var words: PlanWords<Self> { get }

  /// Makes the words agree after one of them has changed; nothing to do as a rule.
  mutating func settle(after key: String)
}

extension Worded {
  public mutating func settle(after key: String) {}

  /// The plan that a sentence says; words that it lacks keep their standard.
  public init(_ sentence: Sentence) {
    self.init()
    for word in Self.words.parts {
      if let setting = sentence[word.word.key] { word.write(&self, setting) }
    }
  }

  /// Every word at its setting.
  public var settings: [String: Setting] {
    Dictionary(uniqueKeysWithValues: Self.words.parts.map { ($0.word.key, $0.read(self)) })
  }

  /// Sets one word from text.
  /// - Throws: `DeclarationError` naming the word and what it may be.
  public mutating func set(_ key: String, _ text: String) throws(DeclarationError) {
    let word = try Self.word(key)
    word.write(&self, try word.word.parse(text))
  }

  /// One word as text that `set` reads back.
  public func text(_ key: String) -> String {
    guard let word = Self.words[key] else {
      preconditionFailure("no word \(key)")
    }
    return word.word.text(word.read(self))
  }

  private static func word(_ key: String) throws(DeclarationError) -> PlanWord<Self> {
    guard let word = words[key] else {
      throw .unknownName(key, kind: "word", known: words.all.map(\.key))
    }
    return word
  }
}

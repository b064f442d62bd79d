/// What a plan takes where nobody chose: words of the grammar by key.
public struct PlanDefaults: Hashable, Sendable {
  public var words: [String: String]

  public init(_ words: [String: String] = [:]) { self.words = words }

  /// The words that a model may have defaults for.
  public static let keys = Plan.words.all.map(\.key).filter {
    !["model", "seed", "batch", "refiner", "one-more-step"].contains($0)
  }

  /// The same as settings.
  /// - Throws: `DeclarationError` for a word that is not in the grammar.
  public func settings() throws(DeclarationError) -> [String: Setting] {
    var plan = Plan()
    for (key, word) in words { try plan.set(key, word) }
    return plan.settings.filter { words[$0.key] != nil }
  }
}

extension Plan {
  /// Takes the defaults of its model, but for the words that somebody chose.
  /// - Throws: `DeclarationError` for a word that is not in the grammar.
  public mutating func adopt(
    _ defaults: PlanDefaults, except chosen: Set<String> = []
  ) throws(DeclarationError) {
    for (key, word) in defaults.words where !chosen.contains(key) { try set(key, word) }
  }
}

/// What a plan takes where nobody chose: words of the grammar by key.
public struct PlanDefaults: Hashable, Sendable {
  public var words: [PlanKey: String]

  public init(_ words: [PlanKey: String] = [:]) { self.words = words }

  /// The keys that a model may have defaults for.
  public static let keys: [PlanKey] = [
    .schedule, .grid, .solver, .guidance, .clip, .classes, .steps,
  ]
}

extension Plan {
  /// Takes the defaults of its model, but for the keys that somebody chose.
  /// - Throws: `DeclarationError` for a word that is not in the grammar.
  public mutating func adopt(
    _ defaults: PlanDefaults, except chosen: Set<PlanKey> = []
  ) throws(DeclarationError) {
    for key in PlanDefaults.keys where !chosen.contains(key) {
      if let word = defaults.words[key] { try set(key, word) }
    }
  }
}

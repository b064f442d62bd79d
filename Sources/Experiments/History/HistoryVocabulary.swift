/// The names and texts that kept runs are found by, each with a number of its own.
public struct HistoryVocabulary: Hashable, Sendable {
  /// A text under a name: `solver` is `unipc`.
  public struct Term: Hashable, Sendable {
    public let number: UInt32
    public let name, text: String

    public init(_ number: UInt32, _ name: String, _ text: String) {
      self.number = number
      self.name = name
      self.text = text
    }
  }

  /// Numbers under a name.
  public struct Quantity: Hashable, Sendable {
    public let number: UInt32
    public let name, unit: String

    public init(_ number: UInt32, _ name: String, unit: String) {
      self.number = number
      self.name = name
      self.unit = unit
    }
  }

  public let terms: [Term]
  public let quantities: [Quantity]
  /// Names that may be asked for though no run that is kept has them.
  public let declared: Set<String>

  /// Names that are no word's: terms and quantities that every run has.
  public static let ownNames = ["family", "status", "tag", "sweep", "seconds", "spent"]

  public init(terms: [Term] = [], quantities: [Quantity] = [], declared: Set<String> = []) {
    self.terms = terms
    self.quantities = quantities
    self.declared = declared.union(Self.ownNames)
  }

  /// The name that was meant: itself, the only one that begins so, or the only knob that is called so.
  func name(_ name: String, in term: String) throws(HistoryFilterError) -> String {
    let known = declared.union(terms.map(\.name)).union(quantities.map(\.name))
    if known.contains(name) { return name }
    for fits in [
      { (other: String) in other.hasPrefix(name) }, { other in other.hasSuffix("." + name) },
    ] {
      let candidates = known.filter(fits).sorted()
      if candidates.count == 1 { return candidates[0] }
      // A component and its knobs begin alike.
      if let first = candidates.first,
        candidates.dropFirst().allSatisfy({ $0.hasPrefix(first + ".") })
      {
        return first
      }
      guard candidates.isEmpty else {
        throw .ambiguousName(term: term, name: name, candidates: candidates)
      }
    }
    throw .unknownName(term: term, name: name, known: known.sorted())
  }
}

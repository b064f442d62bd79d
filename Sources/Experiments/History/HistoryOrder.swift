/// The order in which kept runs are listed.
public struct HistoryOrder: Hashable, Sendable {
  public enum Direction: Hashable, Sendable { case rising, falling }

  /// What is compared: a name of the vocabulary; `nil` for when runs were made.
  public var name: String?
  public var direction: Direction

  /// The newest first.
  public static let newest = HistoryOrder(nil, .falling)

  public init(_ name: String?, _ direction: Direction) {
    self.name = name
    self.direction = direction
  }

  /// As typed: a name, the smallest first; behind a minus the largest first.
  public init(_ text: String) {
    let isFalling = text.hasPrefix("-")
    let name = plainName(String(isFalling ? text.dropFirst() : text[...]))
    self.init(name == "made" ? nil : name, isFalling ? .falling : .rising)
  }

  /// - Throws: `HistoryFilterError` where there is no such name.
  public func resolved(
    in vocabulary: HistoryVocabulary
  ) throws(HistoryFilterError) -> ResolvedOrder {
    guard let name else { return ResolvedOrder(quantities: [], ranks: [:], direction) }
    let found = try vocabulary.name(name, in: name)
    let terms = vocabulary.terms.filter { $0.name == found }
      .sorted { ($0.text, $0.number) < ($1.text, $1.number) }
    return ResolvedOrder(
      quantities: Set(vocabulary.quantities.filter { $0.name == found }.map(\.number)),
      ranks: Dictionary(
        uniqueKeysWithValues: terms.enumerated().map { ($0.element.number, Double($0.offset)) }),
      direction)
  }
}

/// An order whose name has been found in a vocabulary.
public struct ResolvedOrder: Sendable {
  private let quantities: Set<UInt32>
  private let ranks: [UInt32: Double]
  public let direction: HistoryOrder.Direction

  fileprivate init(
    quantities: Set<UInt32>, ranks: [UInt32: Double], _ direction: HistoryOrder.Direction
  ) {
    self.quantities = quantities
    self.ranks = ranks
    self.direction = direction
  }

  /// Whether runs are ordered by when they were made.
  public var isByTime: Bool { quantities.isEmpty && ranks.isEmpty }

  /// What a run is ordered by; `nil` puts it last.
  public func key(terms: UnsafeRawBufferPointer, quantities: UnsafeRawBufferPointer) -> Double? {
    FactBytes.quantities(in: quantities).first { self.quantities.contains($0.number) }?.value
      ?? FactBytes.terms(in: terms).lazy.compactMap { ranks[$0] }.first
  }
}

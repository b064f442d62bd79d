/// What a run will ask its models, known before it begins: found from what its steps do, not declared
/// by them.
public struct Recipe: Hashable, Sendable {
  /// The evaluations in their order, each by everything that its numbers follow from; as far as they
  /// can be foreseen.
  public let evaluations: [Digest]
  /// Of the whole run: runs with the same one end with the same numbers after as many evaluations.
  /// `nil` where the end cannot be foreseen.
  public let end: Digest?
  /// Bytes that the numbers of one evaluation take at most.
  public let bytes: Int

  public init(evaluations: [Digest], end: Digest?, bytes: Int) {
    self.evaluations = evaluations
    self.end = end
    self.bytes = bytes
  }
}

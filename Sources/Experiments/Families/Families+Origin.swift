extension Families {
  /// The names of those whose runs can take their first steps from others.
  public var forkable: [String] { all.filter(\.forks).map(\.name) }

  /// A sentence whose first steps another one takes.
  /// - Parameters:
  ///   - step: the last one that is taken, as text; `nil` keeps the present one.
  ///   - text: that sentence as a run line, or `none` for no origin; `nil` keeps the present one.
  ///   - read: reads the sentence.
  /// - Throws: `ForkError`, or what `read` throws.
  public func sentence(
    _ sentence: Sentence, forkedAt step: String?, of text: String?,
    reading read: (String) throws -> Sentence
  ) throws -> Sentence {
    guard step != nil || text != nil else { return sentence }
    var forked = sentence
    forked.origin = nil
    if text == Origin.none { return forked }
    let number = try step.map(Self.step) ?? sentence.origin?.step
    guard let origin = try text.map(read) ?? sentence.origin?.sentence else {
      throw ForkError.missingSentence
    }
    guard let number else { throw ForkError.missingStep }
    return try self.sentence(forked, forkedAt: number, of: origin)
  }

  /// A sentence whose first steps another one takes.
  /// - Throws: `ForkError` where their kinds cannot, or origins follow each other too often.
  public func sentence(
    _ sentence: Sentence, forkedAt step: Int, of other: Sentence
  ) throws(ForkError) -> Sentence {
    guard self[sentence].forks else {
      throw .cannotFork(family: sentence.family, able: forkable)
    }
    guard other.family == sentence.family else {
      throw .otherFamily(other.family, of: sentence.family)
    }
    var forked = sentence
    let origin = Origin(step, of: other)
    guard origin.depth <= Origin.deepest else { throw .tooDeep(most: Origin.deepest) }
    forked.origin = origin
    return forked
  }

  private static func step(_ text: String) throws(ForkError) -> Int {
    guard let step = Int(text), 0...1_000_000 ~= step else { throw .badStep(text) }
    return step
  }
}

/// Parts of a network that steps leave out, as text: `mid.attn.0@2..4/6+down.0.res.0`, parts with
/// their steps, counted from 1; a part without steps is left out at all of them.
public struct Skips: Hashable, Sendable, LosslessStringConvertible {
  public struct Item: Hashable, Sendable {
    public let part: String
    /// Counted from 1; empty for all.
    public let steps: [ClosedRange<Int>]
  }

  public private(set) var items: [Item]

  /// Where nothing is left out.
  public static let none = "none"

  /// - Returns: `nil` for a text of another form.
  public init?(_ text: String) {
    items = []
    if text == Self.none { return }
    for item in text.split(separator: "+", omittingEmptySubsequences: false) {
      let halves = item.split(separator: "@", omittingEmptySubsequences: false)
      guard halves.count <= 2, !halves[0].isEmpty else { return nil }
      let ranges = halves.dropFirst().flatMap {
        $0.split(separator: "/", omittingEmptySubsequences: false)
      }
      let steps = ranges.compactMap(Self.range)
      guard steps.count == ranges.count else { return nil }
      items.append(Item(part: String(halves[0]), steps: steps))
    }
  }

  /// What each step leaves out, in the order of `parts`.
  public init(_ sets: [Set<String>], of parts: [String]) {
    items = parts.compactMap { part in
      let steps = sets.indices.filter { sets[$0].contains(part) }.map { $0 + 1 }
      guard !steps.isEmpty else { return nil }
      return Item(part: part, steps: steps.count == sets.count ? [] : Self.ranges(steps))
    }
  }

  public var description: String {
    let texts = items.map { item in
      let steps = item.steps.map {
        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)"
      }
      return item.part + (steps.isEmpty ? "" : "@" + steps.joined(separator: "/"))
    }
    return texts.isEmpty ? Self.none : texts.joined(separator: "+")
  }

  /// What each of so many steps leaves out.
  /// - Parameter parts: of the model.
  /// - Throws: `SamplingError` naming a part or a step that is not there.
  public func sets(
    steps: Int, of parts: [String]
  ) throws(SamplingError) -> [Set<String>] {
    var sets = Array(repeating: Set<String>(), count: steps)
    for item in items {
      guard parts.contains(item.part) else { throw .unknownPart(item.part, known: parts) }
      for range in item.steps.isEmpty ? [1...steps] : item.steps {
        guard range.upperBound <= steps else {
          throw .noStepToSkip(range.upperBound, part: item.part, steps: steps)
        }
        for step in range { sets[step - 1].insert(item.part) }
      }
    }
    return sets
  }

  /// `3`, `3..5`.
  private static func range(_ text: Substring) -> ClosedRange<Int>? {
    let ends = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = ends.filter { !$0.isEmpty }.compactMap { Int($0) }
    guard ends.count == 1 || (ends.count == 3 && ends[1].isEmpty),
      numbers.count == (ends.count + 1) / 2, let first = numbers.first, let last = numbers.last,
      first >= 1, first <= last
    else { return nil }
    return first...last
  }

  /// Rising numbers, neighbours joined.
  private static func ranges(_ steps: [Int]) -> [ClosedRange<Int>] {
    steps.reduce(into: []) { ranges, step in
      if let last = ranges.last, last.upperBound == step - 1 {
        ranges[ranges.count - 1] = last.lowerBound...step
      } else {
        ranges.append(step...step)
      }
    }
  }
}

extension Plan {
  /// The parts that steps leave out.
  /// - Throws: `SamplingError.skips` where the word cannot be read.
  public func skips() throws(SamplingError) -> Skips {
    guard let skips = Skips(skip) else { throw .skips(skip) }
    return skips
  }
}

/// What the runs of a search have come to. What a search does follows from its plan alone, so one that
/// goes on where another was ended finds here what that has run, and comes to the same.
///
/// Paths of teachers, which take as many evaluations as they have steps, are walked anew.
public final class SearchJournal {
  /// What came of a run.
  public struct Entry: Hashable, Sendable {
    public let evaluations: Int
    /// What is told of it.
    public let numbers: [Double]
    /// Where it ended, row by row; empty where nobody asked for that, or where it is too much to keep.
    public fileprivate(set) var end: [Double]

    public init(evaluations: Int, numbers: [Double] = [], end: [Double] = []) {
      self.evaluations = evaluations
      self.numbers = numbers
      self.end = end
    }
  }

  /// The most numbers of all ends together.
  public static let mostEndNumbers = 1 << 24

  /// Tells what answers to the noises of the search, model and arithmetic, from others; empty as long
  /// as nothing was asked.
  public private(set) var fingerprint: String
  /// By what was run, as a line.
  private var entries: [String: Entry]
  private var fresh: [(run: String, entry: Entry)] = []
  private var endNumbers: Int

  public init(fingerprint: String = "", _ entries: [String: Entry] = [:]) {
    self.fingerprint = fingerprint
    self.entries = entries
    endNumbers = entries.values.reduce(0) { $0 + $1.end.count }
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// Goes on with what answers as `state` has it: what was told of others is forgotten.
  package func begin(from state: [Double]) {
    var hash = LineHash()
    for value in state { hash.add(value.bitPattern) }
    guard hash.text != fingerprint else { return }
    (fingerprint, entries, endNumbers) = (hash.text, [:], 0)
  }

  package subscript(run: String) -> Entry? { entries[run] }

  package func add(_ run: String, _ entry: Entry) {
    var entry = entry
    if endNumbers + entry.end.count > Self.mostEndNumbers { entry.end = [] }
    endNumbers += entry.end.count
    fresh.append((run, entry))
  }

  /// What was added since the last time.
  package func takeFresh() -> [(run: String, entry: Entry)] {
    defer { fresh = [] }
    return fresh
  }
}

/// The hash FNV-1a of 64 bits (Fowler, Noll & Vo): the same whenever the program runs.
package struct LineHash {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package init(_ line: String) { for byte in line.utf8 { add(byte) } }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  package mutating func add(_ bits: UInt64) {
    for place in 0..<8 { add(UInt8(truncatingIfNeeded: bits >> (8 * UInt64(place)))) }
  }

  /// Sixteen digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

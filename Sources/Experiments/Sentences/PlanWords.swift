/// The words of a plan in the order of flags, each with the part that it stands for.
public struct PlanWords<Plan: Worded>: ExpressibleByArrayLiteral, Sendable {
  let parts: [PlanWord<Plan>]
  /// The words alone.
  public let all: [Word]
  /// The words alone, in the order of panels.
  public let ranked: [Word]

  public init(arrayLiteral parts: PlanWord<Plan>...) {
    self.parts = parts
    all = parts.map(\.word)
    ranked = all.sorted { $0.rank < $1.rank }
  }

  public subscript(key: String) -> PlanWord<Plan>? { parts.first { $0.word.key == key } }
}

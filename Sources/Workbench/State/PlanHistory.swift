import Quickstep

/// The plans before and after the present one, for undo and redo.
///
/// Changes of one parameter that follow each other directly count as one.
public struct PlanHistory: Equatable, Sendable {
  public private(set) var past: [Plan] = []
  public private(set) var future: [Plan] = []
  private var latest: Parameter?

  static let limit = 1000

  /// Remembers `old`, which a change of `parameter` replaced.
  mutating func record(_ old: Plan, changed parameter: Parameter?) {
    future = []
    defer { latest = parameter }
    guard past.isEmpty || parameter == nil || parameter != latest else { return }
    past.append(old)
    if past.count > Self.limit { past.removeFirst() }
  }

  /// Ends the present change: the next one counts on its own.
  mutating func close() { latest = nil }

  /// The plan before `present`.
  mutating func undo(from present: Plan) -> Plan? {
    latest = nil
    guard let plan = past.popLast() else { return nil }
    future.append(present)
    return plan
  }

  /// The plan that undoing left.
  mutating func redo(from present: Plan) -> Plan? {
    latest = nil
    guard let plan = future.popLast() else { return nil }
    past.append(present)
    return plan
  }
}

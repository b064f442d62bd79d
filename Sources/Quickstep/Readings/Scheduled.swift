/// A state is read as what the grid says.
public struct Scheduled: Reading {
  public static let declaration = Declaration(
    "scheduled", title: "as scheduled", summary: "a state is read as the grid's level")

  public init(_ knobs: KnobValues) {}

  public func read(_ run: StepContext, after done: Step, before next: Step) -> LevelReading {
    LevelReading(next.from)
  }
}

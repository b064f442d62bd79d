// Statistics that a family lists and leaves empty: whoever walks a run fills them in, since families
// see no clock.
extension Statistic {
  /// Wall time of a step.
  public static let milliseconds = Statistic(
    name: "ms", symbol: "ms", unit: "ms", summary: "wall time of the step", format: .significant,
    scale: .linear)

  /// Units of the budget in a second of steps.
  public static func speed(of unit: String) -> Statistic {
    Statistic(
      name: "speed", symbol: "\(unit)/s", unit: "", summary: "\(unit) a second, previews left out",
      format: .significant, scale: .linear)
  }
}

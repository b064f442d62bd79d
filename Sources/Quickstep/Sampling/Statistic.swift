/// A number in every step record: what it is called and how it is shown.
public struct Statistic: Sendable {
  public enum Scale: Sendable { case linear, logarithmic }
  public enum Format: Sendable { case count, significant, share }

  /// As in tables on disk and on the command line.
  public let name: String
  /// As in the heading of a column.
  public let symbol: String
  public let unit: String
  public let summary: String
  public let format: Format
  public let scale: Scale
  public let value: @Sendable (StepRecord) -> Double?
}

/// All statistics of a step, in the order in which tables show them.
public let statistics: [Statistic] = [
  Statistic(
    name: "step", symbol: "#", unit: "", summary: "steps done", format: .count, scale: .linear
  ) { Double($0.step) },
  Statistic(
    name: "t", symbol: "t", unit: "", summary: "the schedule's parameter", format: .significant,
    scale: .linear
  ) { $0.level.t },
  Statistic(
    name: "sigma", symbol: "σ", unit: "", summary: "noise level sigma/alpha",
    format: .significant, scale: .logarithmic
  ) { $0.level.rho },
  Statistic(
    name: "lambda", symbol: "λ", unit: "", summary: "log alpha/sigma", format: .significant,
    scale: .linear
  ) { $0.level.lambda },
  Statistic(
    name: "nfe", symbol: "NFE", unit: "", summary: "calls of the model so far", format: .count,
    scale: .linear
  ) { Double($0.evaluations) },
  Statistic(
    name: "rms", symbol: "rms", unit: "", summary: "root mean square of the state",
    format: .significant, scale: .logarithmic
  ) { $0.stateRMS },
  Statistic(
    name: "max", symbol: "max", unit: "", summary: "largest magnitude in the state",
    format: .significant, scale: .logarithmic
  ) { $0.stateMaximum },
  Statistic(
    name: "change", symbol: "rms Δ", unit: "", summary: "root mean square change of the state",
    format: .significant, scale: .logarithmic
  ) { $0.changeRMS },
  Statistic(
    name: "data-rms", symbol: "rms D", unit: "", summary: "root mean square of the data prediction",
    format: .significant, scale: .linear
  ) { $0.dataRMS },
  Statistic(
    name: "data-change", symbol: "ΔD", unit: "",
    summary: "root mean square change of the data prediction", format: .significant,
    scale: .logarithmic
  ) { $0.dataChangeRMS },
  Statistic(
    name: "straightness", symbol: "cos", unit: "",
    summary: "cosine between successive slopes; 1 is a straight path", format: .significant,
    scale: .linear
  ) { $0.straightness },
  Statistic(
    name: "order", symbol: "ord", unit: "", summary: "order of the formula in use", format: .count,
    scale: .linear
  ) { $0.order.map(Double.init) },
  Statistic(
    name: "clipped", symbol: "clip", unit: "%", summary: "share of elements that were clipped",
    format: .share, scale: .linear
  ) { $0.clippedShare },
  Statistic(
    name: "guidance", symbol: "|c-u|", unit: "", summary: "guidance strength |c-u|/|u|",
    format: .significant, scale: .logarithmic
  ) { $0.guidanceStrength },
  Statistic(
    name: "error", symbol: "error", unit: "",
    summary: "root mean square distance to the exact path", format: .significant,
    scale: .logarithmic
  ) { $0.pathError },
  Statistic(
    name: "ms", symbol: "ms", unit: "ms", summary: "wall time of the step", format: .significant,
    scale: .linear
  ) { $0.seconds.map { $0 * 1000 } },
]

/// A statistic of a sampling step, and where its value stands in the step's record; `nil` for those
/// that are measured by others.
public struct StepStatistic: Sendable {
  public let statistic: Statistic
  public let value: @Sendable (StepRecord) -> Double?

  init(
    name: String, symbol: String, unit: String, summary: String, format: Statistic.Format,
    scale: Statistic.Scale, value: @escaping @Sendable (StepRecord) -> Double?
  ) {
    self.init(
      Statistic(
        name: name, symbol: symbol, unit: unit, summary: summary, format: format, scale: scale),
      value: value)
  }

  init(_ statistic: Statistic, value: @escaping @Sendable (StepRecord) -> Double?) {
    self.statistic = statistic
    self.value = value
  }
}

/// All statistics of a step, in the order in which tables show them.
public let stepStatistics: [StepStatistic] = [
  StepStatistic(
    name: "step", symbol: "#", unit: "", summary: "steps done", format: .count, scale: .linear
  ) { Double($0.step) },
  StepStatistic(
    name: "t", symbol: "t", unit: "", summary: "the schedule's parameter", format: .significant,
    scale: .linear
  ) { $0.level.t },
  StepStatistic(
    name: "sigma", symbol: "σ", unit: "", summary: "noise level sigma/alpha",
    format: .significant, scale: .logarithmic
  ) { $0.level.rho },
  StepStatistic(
    name: "lambda", symbol: "λ", unit: "", summary: "log alpha/sigma", format: .significant,
    scale: .linear
  ) { $0.level.lambda },
  StepStatistic(
    name: "nfe", symbol: "NFE", unit: "", summary: "calls of the model so far", format: .count,
    scale: .linear
  ) { Double($0.evaluations) },
  StepStatistic(
    name: "rms", symbol: "rms", unit: "", summary: "root mean square of the state",
    format: .significant, scale: .logarithmic
  ) { $0.stateRMS },
  StepStatistic(
    name: "max", symbol: "max", unit: "", summary: "largest magnitude in the state",
    format: .significant, scale: .logarithmic
  ) { $0.stateMaximum },
  StepStatistic(
    name: "change", symbol: "rms Δ", unit: "", summary: "root mean square change of the state",
    format: .significant, scale: .logarithmic
  ) { $0.changeRMS },
  StepStatistic(
    name: "data-rms", symbol: "rms D", unit: "", summary: "root mean square of the data prediction",
    format: .significant, scale: .linear
  ) { $0.dataRMS },
  StepStatistic(
    name: "data-change", symbol: "ΔD", unit: "",
    summary: "root mean square change of the data prediction", format: .significant,
    scale: .logarithmic
  ) { $0.dataChangeRMS },
  StepStatistic(
    name: "straightness", symbol: "cos", unit: "",
    summary: "cosine between successive slopes; 1 is a straight path", format: .significant,
    scale: .linear
  ) { $0.straightness },
  StepStatistic(
    name: "order", symbol: "ord", unit: "", summary: "order of the formula in use", format: .count,
    scale: .linear
  ) { $0.order.map(Double.init) },
  StepStatistic(
    name: "clipped", symbol: "clip", unit: "%", summary: "share of elements that were clipped",
    format: .percent, scale: .linear
  ) { $0.clippedShare.map { 100 * $0 } },
  StepStatistic(
    name: "guidance", symbol: "|c-u|", unit: "", summary: "guidance strength |c-u|/|u|",
    format: .significant, scale: .logarithmic
  ) { $0.guidanceStrength },
  StepStatistic(
    name: "variance", symbol: "V", unit: "", summary: "variance within a sample of the state",
    format: .significant, scale: .logarithmic
  ) { $0.reading?.variance },
  StepStatistic(
    name: "expected-variance", symbol: "V0", unit: "",
    summary: "variance that a sample has at the scheduled level", format: .significant,
    scale: .logarithmic
  ) { $0.reading?.expected },
  StepStatistic(
    name: "shift", symbol: "Δt", unit: "",
    summary: "mean shift of the level that samples are read as, in training steps",
    format: .significant, scale: .linear
  ) { $0.reading?.shift },
  StepStatistic(
    name: "shift-spread", symbol: "±Δt", unit: "",
    summary: "standard deviation of the shift over the batch", format: .significant,
    scale: .linear
  ) { $0.shiftSpread },
  StepStatistic(
    name: "edge", symbol: "edge", unit: "%",
    summary: "share of samples that are read as a level at the edge of the window",
    format: .percent, scale: .linear
  ) { $0.reading?.atEdge.map { 100 * $0 } },
  StepStatistic(
    name: "error", symbol: "error", unit: "",
    summary: "root mean square distance to the exact path", format: .significant,
    scale: .logarithmic
  ) { _ in nil },
  StepStatistic(.milliseconds) { _ in nil },
  StepStatistic(
    name: "parts", symbol: "parts", unit: "",
    summary: "parts of the network computed so far, of those that skip may name", format: .count,
    scale: .linear
  ) { $0.parts.map(Double.init) },
]

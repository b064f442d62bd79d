/// Time-Shift: of the levels in a window around the scheduled one a sample is read as that whose
/// variance it has (Li et al. 2024, section 4).
///
/// With V the variance of a sample's entries, divisor d - 1, that is the tau with the least
/// |V - sigma_tau²| among t - w/2, …, t + w/2, training step by training step. A sample also varies by
/// alpha² v0, with v0 the variance within true samples, which `corrected` adds: |V - sigma_tau² -
/// alpha_tau² v0|. Without it levels are read too high wherever alpha² v0 is not small; so nothing is
/// shifted from the cutoff down, nor before the last step.
///
/// Where a schedule's time is continuous, a thousandth of its highest t stands for a training step.
/// Levels stay a training step or more from their neighbours, so that they fall whatever the window.
public struct TimeShift: Reading {
  private enum Criterion: String, CaseIterable { case plain, corrected }

  public static let declaration = Declaration(
    "time-shift", title: "Time-Shift",
    summary: "a sample is read as the near level whose variance it has",
    paper: "Li et al. 2024, Alleviating Exposure Bias in Diffusion Models through Sampling with "
      + "Shifted Time Steps",
    knobs: [
      Knob(
        "window", "length of what is tried around the scheduled t; 0 shifts nothing",
        .integer(0...200), default: .integer(30), unit: "training steps"),
      Knob(
        "cutoff", "t from which down nothing is shifted", .integer(0...1000),
        default: .integer(300), unit: "training steps"),
      Knob(
        "criterion", "sigma² alone, or with the variance within true samples",
        .choice(Criterion.allCases.map(\.rawValue)), default: .word(Criterion.plain.rawValue)),
    ])

  private let reach, cutoff: Int
  private let criterion: Criterion

  public init(_ knobs: KnobValues) {
    reach = knobs.integer("window") / 2
    cutoff = knobs.integer("cutoff")
    criterion = knobs.choice("criterion")
  }

  public var stepping: Stepping { reach > 0 ? .apart : .together }
  public var needsDataVariances: Bool { criterion == .corrected }
  /// V scatters by sqrt(2 / (d - 1)) of itself, a third of it in 19 dimensions.
  public var fewestEntries: Int { 19 }

  public func read(_ run: StepContext, after done: Step, before next: Step) -> LevelReading {
    let schedule = run.schedule
    let unit = schedule.entries == nil ? schedule.range.upperBound / 1000 : 1
    let V = mean(run.variances(run.state)), v0 = mean(run.dataVariances)
    func expected(_ level: NoiseLevel) -> Double {
      level.sigma * level.sigma + level.alpha * level.alpha * v0
    }
    let t = schedule.level(rho: next.from.rho).t
    var reading = LevelReading(
      next.from, variance: V, expected: expected(next.from), shift: 0, atEdge: 0)
    guard reach > 0, run.remaining > 1, t > Double(cutoff) * unit else { return reading }

    let highest = min(schedule.level(rho: done.from.rho).t - unit, schedule.range.upperBound)
    let lowest = max(schedule.level(rho: next.to.rho).t + unit, schedule.range.lowerBound)
    let tried = (-reach...reach).compactMap { k -> (shift: Int, level: NoiseLevel)? in
      let tau = t + Double(k) * unit
      guard k != 0 else { return (0, next.from) }
      guard lowest <= tau, tau <= highest else { return nil }
      return (k, schedule.level(t: tau))
    }
    guard let first = tried.first, let last = tried.last, first.shift < last.shift,
      let best = tried.min(by: { abs(V - expected($0.level)) < abs(V - expected($1.level)) })
    else { return reading }
    reading.level = best.level
    reading.shift = Double(best.shift)
    reading.atEdge = [first.shift, last.shift].contains(best.shift) ? 1 : 0
    return reading
  }
}

private func mean(_ numbers: [Double]) -> Double {
  numbers.reduce(0, +) / Double(max(1, numbers.count))
}

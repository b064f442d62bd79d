import Glibc

/// The whole time steps of a schedule; where time is continuous, 1000 equal steps of its range.
private struct TimeSteps {
  let schedule: any Schedule
  let count: Int

  /// - Throws: `SamplingError.stepsBeyondTable` when there are fewer time steps than `steps`.
  init(_ schedule: any Schedule, atLeast steps: Int) throws(SamplingError) {
    self.schedule = schedule
    count = schedule.entries ?? 1000
    guard steps <= count else { throw .stepsBeyondTable(steps, entries: count) }
  }

  /// Levels at the time steps, with the end that was asked for.
  func levels(_ times: [Double], end: GridSpan.End = .zero) -> [NoiseLevel] {
    let range = schedule.range
    let scale = (range.upperBound - range.lowerBound) / Double(max(1, count - 1))
    let levels = times.map { step in
      let t = range.lowerBound + scale * step
      // The last one is the end of the path itself, whatever the sum rounds to.
      return schedule.level(t: step == Double(count - 1) ? range.upperBound : t)
    }
    return end.closing(levels, on: schedule)
  }
}

/// Time steps 0, r, 2r, … with r = N_train / N rounded down, plus an offset.
public struct Leading: GridRule {
  public static let declaration = Declaration(
    "leading", title: "leading", summary: "whole time steps 0, r, 2r … of the training table",
    paper: "Lin et al. 2023, Common Diffusion Noise Schedules are Flawed, table 2",
    knobs: [
      Knob("offset", "added to every time step", .integer(0...10), default: .integer(0))
    ])

  private let offset: Int

  public init(_ knobs: KnobValues) { offset = knobs.integer("offset") }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let times = try TimeSteps(schedule, atLeast: steps)
    let ratio = times.count / steps
    return times.levels((0..<steps).reversed().map { Double($0 * ratio + offset) })
  }
}

/// Time steps from the last to the first entry in equal, rounded steps.
public struct Linspace: GridRule {
  public static let declaration = Declaration(
    "linspace", title: "linspace", summary: "whole time steps from the table's last to its first",
    paper: "Lin et al. 2023, Common Diffusion Noise Schedules are Flawed, table 2",
    knobs: [.gridEnd])

  private let end: GridSpan.End

  public init(_ knobs: KnobValues) { end = knobs.choice(Knob.gridEnd.name) }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let count = end.count(steps: steps)
    let times = try TimeSteps(schedule, atLeast: count)
    return times.levels(
      linearlySpaced(Double(times.count - 1), 0, count: count).map {
        $0.rounded(.toNearestOrEven)
      }, end: end)
  }
}

/// Time steps N_train - 1 down in steps of N_train / N: the first is the noisiest of training.
public struct Trailing: GridRule {
  public static let declaration = Declaration(
    "trailing", title: "trailing", summary: "whole time steps from the table's last, excluding 0",
    paper: "Lin et al. 2023, Common Diffusion Noise Schedules are Flawed, table 2",
    knobs: [
      Knob(
        "rounding", "of steps down that are not whole: to the nearest time step, or the noisier",
        .choice(Rounding.allCases.map(\.rawValue)), default: .word(Rounding.nearest.rawValue))
    ])

  private enum Rounding: String, CaseIterable { case nearest, up }

  private let rounding: Rounding

  public init(_ knobs: KnobValues) { rounding = knobs.choice("rounding") }

  public func levels(_ schedule: any Schedule, steps: Int) throws(SamplingError) -> [NoiseLevel] {
    let times = try TimeSteps(schedule, atLeast: steps)
    let count = Double(times.count)
    let ratio = count / Double(steps)
    return times.levels(
      (0..<steps).map { step in
        let down = Double(step) * ratio
        return switch rounding {
        case .nearest: (count - down).rounded(.toNearestOrEven) - 1
        case .up: count - down.rounded(.down) - 1
        }
      })
  }
}

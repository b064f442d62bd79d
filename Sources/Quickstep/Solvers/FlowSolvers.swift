/// Euler's method for the velocity dx/dt in the schedule's own time; on rectified flow the slope is
/// eps - D (Liu et al. 2023).
public struct FlowEuler: Solver {
  public static let declaration = Declaration(
    "flow-euler", title: "flow Euler", group: .oneStep,
    summary: "one evaluation a step along the velocity",
    paper: "Liu et al. 2023, Flow Straight and Fast: Learning to Generate with Rectified Flow")

  private var sampler = ElucidatedSampler(stages: "euler")

  public var order: Double? { sampler.order }

  public init(_ knobs: KnobValues) {}

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    sampler.step(run, from: s, to: t)
  }
}

/// Heun's method for the velocity dx/dt in the schedule's own time: two velocities are averaged.
public struct FlowHeun: Solver {
  public static let declaration = Declaration(
    "flow-heun", title: "flow Heun", group: .rungeKutta,
    summary: "two evaluations a step, averages the velocity",
    paper: "Esser et al. 2024, Scaling Rectified Flow Transformers")

  private var sampler = ElucidatedSampler(stages: "heun")

  public var order: Double? { sampler.order }

  public init(_ knobs: KnobValues) {}

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    sampler.step(run, from: s, to: t)
  }
}

extension ElucidatedSampler {
  fileprivate init(stages: String) {
    self.init(KnobValues(Self.declaration.knobs, ["stages": .word(stages)]))
  }
}

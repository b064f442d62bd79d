/// A run starts from noise alone, of the deviation that its schedule says.
public struct PureNoise: Start {
  public static let declaration = Declaration(
    "noise", title: "pure noise", summary: "noise alone, as the schedule has it")

  public init(_ knobs: KnobValues) {}

  public func start(_ run: StepContext, at level: NoiseLevel) -> Slot { run.pureNoise() }
}

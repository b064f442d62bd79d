/// States that take no memory and no time: for counting what a run would cost.
final class DryStates: StateSpace {
  private var count = 0
  private var live = 0
  /// The most states that were there at once.
  private(set) var mostLive = 0
  /// How often anybody asked for noise.
  private(set) var draws = 0
  /// Whether anybody asked for numbers that only a run has.
  private(set) var askedForNumbers = false

  func allocate() -> Slot {
    count += 1
    live += 1
    mostLive = max(mostLive, live)
    return Slot(index: count)
  }

  func release(_ slot: Slot) { live -= 1 }
  func combine(_ terms: [Term], into target: Slot) {}
  func combine(_ terms: [CoordinateTerm], plus constant: [Double], into target: Slot) {}
  func evaluate(_ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot) {}
  func evaluate(
    _ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot, variance: Slot
  ) {}
  func ask(
    _ companion: CompanionName, _ inputs: [Slot], at level: NoiseLevel, classes: [Int32],
    into output: Slot
  ) {}
  func evaluate(
    _ companion: CompanionName, _ x: Slot, at level: NoiseLevel, classes: [Int32],
    into output: Slot
  ) {}
  func scale(_ noise: Slot, by variance: LearnedVariance, _ numbers: Slot, into target: Slot) {}
  var drawsInOrder: Bool { false }
  func drawNoise(_ draw: NoiseDraw, into target: Slot) { draws += 1 }
  func clip(_ data: Slot, by clip: any Clip) -> Double { 0 }
  func matchDeviation(of a: Slot, to reference: Slot, into target: Slot) {}
  func scale(_ a: Slot, beside b: Slot, by factor: SampleFactor, into target: Slot) {}
  func apply(
    _ map: any SampleMap, of knowledge: MapKnowledge, to x: Slot, classes: [Int32],
    into target: Slot
  ) {}
  func measure(_ a: Slot) -> StateMeasure {
    StateMeasure(rootMeanSquare: 1, maximum: 1, firstBadSample: nil)
  }
  func error(
    _ a: Slot, _ b: Slot, beside reference: Slot, absolute: Double, relative: Double
  ) -> ScaledError {
    askedForNumbers = true
    return ScaledError(rootMeanSquare: 0, largest: 0)
  }
  func compare(_ a: Slot, _ b: Slot) -> StateComparison {
    StateComparison(difference: 0, cosine: nil)
  }
  func variances(_ a: Slot) -> [Double] {
    askedForNumbers = true
    return []
  }

  func values(_ a: Slot, first count: Int) -> [Double] { [] }
}

/// States that are sums of unknowns: every slot holds one coefficient for each of them. What a run
/// does to its unknowns is then known exactly, from one walk along its steps.
final class LinearStates: StateSpace {
  /// By slot; coefficients beyond the end are zero.
  private var rows: [[Double]] = []
  private var free: [Slot] = []
  /// The data prediction at a level for a state.
  var data: (NoiseLevel, [Double]) -> [Double]
  /// What a draw of standard normals is.
  private let noise: (NoiseDraw) -> [Double]
  /// Whether all that was done to the states so far was linear.
  private(set) var isLinear = true

  init(
    data: @escaping (NoiseLevel, [Double]) -> [Double],
    noise: @escaping (NoiseDraw) -> [Double] = { _ in [] }
  ) {
    self.data = data
    self.noise = noise
  }

  subscript(slot: Slot) -> [Double] {
    get { rows[slot.index] }
    set { rows[slot.index] = newValue }
  }

  func allocate() -> Slot {
    if let slot = free.popLast() { return slot }
    rows.append([])
    return Slot(index: rows.count - 1)
  }

  func release(_ slot: Slot) { free.append(slot) }

  func combine(_ terms: [Term], into target: Slot) {
    var sum = [Double](repeating: 0, count: terms.map { self[$0.slot].count }.max() ?? 0)
    for (slot, coefficient) in terms {
      for (index, value) in self[slot].enumerated() { sum[index] += coefficient * value }
    }
    self[target] = sum
  }

  func combine(_ terms: [CoordinateTerm], plus constant: [Double], into target: Slot) {
    isLinear = false
  }

  /// - Precondition: the model predicts data.
  func evaluate(_ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot) {
    self[output] = data(level, self[x])
  }

  func evaluate(
    _ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot, variance: Slot
  ) {
    isLinear = false
  }

  func ask(
    _ companion: CompanionName, _ inputs: [Slot], at level: NoiseLevel, classes: [Int32],
    into output: Slot
  ) {
    isLinear = false
  }

  func evaluate(
    _ companion: CompanionName, _ x: Slot, at level: NoiseLevel, classes: [Int32],
    into output: Slot
  ) {
    isLinear = false
  }

  func scale(_ noise: Slot, by variance: LearnedVariance, _ numbers: Slot, into target: Slot) {
    isLinear = false
  }

  var drawsInOrder: Bool { false }

  func drawNoise(_ draw: NoiseDraw, into target: Slot) { self[target] = noise(draw) }

  func clip(_ data: Slot, by clip: any Clip) -> Double {
    isLinear = false
    return 0
  }

  func matchDeviation(of a: Slot, to reference: Slot, into target: Slot) { isLinear = false }

  func scale(_ a: Slot, beside b: Slot, by factor: SampleFactor, into target: Slot) {
    isLinear = false
  }

  func apply(
    _ map: any SampleMap, of knowledge: MapKnowledge, to x: Slot, classes: [Int32],
    into target: Slot
  ) {
    isLinear = false
  }

  func measure(_ a: Slot) -> StateMeasure {
    StateMeasure(rootMeanSquare: 1, maximum: 1, firstBadSample: nil)
  }

  func error(
    _ a: Slot, _ b: Slot, beside reference: Slot, absolute: Double, relative: Double
  ) -> ScaledError {
    isLinear = false
    return ScaledError(rootMeanSquare: 0, largest: 0)
  }

  func compare(_ a: Slot, _ b: Slot) -> StateComparison {
    StateComparison(difference: 0, cosine: nil)
  }

  func variances(_ a: Slot) -> [Double] {
    isLinear = false
    return []
  }

  func values(_ a: Slot, first count: Int) -> [Double] { [] }
}

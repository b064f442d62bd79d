import Glibc

/// UniPC: a multistep predictor, and a corrector that uses the prediction at the step's end as one
/// more node and costs no evaluation (Zhao et al. 2023, algorithms 1 and 2).
///
/// The prediction at a step's end is needed for the next step anyway: a step first corrects the
/// state that it is given, then predicts.
public struct UniPC: Solver {
  /// B(h) of the paper, which matters where one node alone is weighted by B(h)/2; or the varying
  /// coefficients of the authors' code, without B(h).
  private enum Variant: String, CaseIterable { case bh1, bh2, vary }
  private enum Final: String, CaseIterable { case lower, keep }

  public static let declaration = Declaration(
    "unipc", title: "UniPC", group: .multistep,
    summary: "multistep with a free corrector, one evaluation a step",
    paper: "Zhao et al. 2023, UniPC: A Unified Predictor-Corrector Framework",
    knobs: [
      Knob("order", "highest order of the predictor", .integer(1...9), default: .integer(2)),
      Knob(
        "variant", "B(h): h or e^h - 1; or varying coefficients as in the authors' code",
        .choice(Variant.allCases.map(\.rawValue)),
        default: .word(Variant.bh2.rawValue)),
      Knob(
        "prediction", "what is extrapolated",
        .choice([Prediction.data, .noise].map(\.rawValue)),
        default: .word(Prediction.data.rawValue)),
      Knob(
        "final", "order at the end: falling to 1, or kept",
        .choice(Final.allCases.map(\.rawValue)), default: .word(Final.lower.rawValue)),
      Knob(
        "orders", "order of every step; auto follows order and final", .list(1...9),
        default: .automatic),
      Knob(
        "uncorrected", "steps, from 0, whose result is not corrected", .list(-1...10_000),
        default: .automatic),
    ])

  private let highestOrder: Int
  private let variant: Variant
  private let prediction: Prediction
  private let final: Final
  private let orders: [Int]?
  private let uncorrected: Set<Int>
  /// The order of the last prediction, which the corrector shares.
  private var lastOrder = 0

  /// The corrector raises the order of the predictor by one; with varying coefficients it has
  /// consistent weights only where it has a single node.
  public var order: Double? {
    variant == .vary && highestOrder > 1 ? 1 : Double(highestOrder + 1)
  }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    variant = knobs.choice("variant")
    prediction = knobs.choice("prediction")
    final = knobs.choice("final")
    orders = knobs.optionalList("orders")?.map { Int($0) }
    uncorrected = Set((knobs.optionalList("uncorrected") ?? []).map { Int($0) })
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 || prediction == .data else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    let m = run.evaluate(run.state, at: s, as: prediction)
    if let start = run.previousState, !uncorrected.contains(run.index - 1) {
      correct(run, from: start, to: s, with: m)
    }
    run.remember(m, at: s, keep: max(highestOrder, orders?.max() ?? 1))
    lastOrder = usableOrder(run, to: t)
    run.order = lastOrder
    run.advance(
      terms(
        from: run.state, run.history[0], to: t, through: Array(run.history[1..<lastOrder])))
  }

  private func usableOrder(_ run: StepContext, to t: NoiseLevel) -> Int {
    if t.sigma == 0 { return 1 }
    // A node at alpha = 0 lies infinitely far away.
    let nodes = max(1, run.history.prefix { $0.level.lambda.isFinite }.count)
    if let orders, run.index < orders.count { return min(orders[run.index], nodes) }
    let wanted = final == .lower ? min(highestOrder, run.remaining + 1) : highestOrder
    return min(wanted, nodes)
  }

  /// Takes the last step again, through the prediction `m` at its end too.
  private func correct(_ run: StepContext, from start: Slot, to s: NoiseLevel, with m: Slot) {
    guard let base = run.history.first, (s.lambda - base.level.lambda).isFinite else {
      return
    }
    let nodes = run.history[1..<lastOrder] + [Past(slot: m, level: s)]
    run.correct(
      run.combine(terms(from: start, base, to: s, through: Array(nodes), corrects: true)))
  }

  /// The state at `t` from `x` at the level of `base`, with the polynomial through `base` and
  /// `nodes` in place of the prediction.
  private func terms(
    from x: Slot, _ base: Past, to t: NoiseLevel, through nodes: [Past], corrects: Bool = false
  ) -> [Term] {
    let linear = LinearPart(prediction, eta: 0, from: base.level, to: t)
    var w: [Double] = []
    if linear.h != 0, !nodes.isEmpty {
      let r = nodes.map { ($0.level.lambda - base.level.lambda) / linear.h }
      w = zip(nodeWeights(r, linear.z, corrects), r).map { linear.gain * $0 / $1 }
    }
    return [(x, linear.ratio), (base.slot, linear.constant - w.reduce(0, +))]
      + zip(nodes, w).map { ($0.slot, $1) }
  }

  /// What (m_k - m_0) / r_k are weighted by: exact for polynomials (equation 9), but for a single
  /// node half of B(h).
  private func nodeWeights(_ r: [Double], _ z: Double, _ corrects: Bool) -> [Double] {
    if r.count == 1, variant != .vary { return [(variant == .bh1 ? z : expm1(z)) / 2] }
    var factorial = 1.0
    let moments = r.indices.map { i in
      factorial *= Double(i + 1)
      return factorial * zPhi(i + 2, z)
    }
    guard variant == .vary, corrects, r.count > 1 else {
      return vandermondeWeights(r, moments: moments)
    }
    return varyingWeights(r, moments)
  }

  /// The corrector's weights as the authors' code has them: the nodes behind leave out the highest
  /// derivative, and the node at the step's end has its share in the derivative below alone, weighted
  /// like the highest.
  private func varyingWeights(_ r: [Double], _ moments: [Double]) -> [Double] {
    let last = r.count - 1
    var behind = moments, ahead = moments.map { _ in 0.0 }
    behind[last] = 0
    ahead[last - 1] = moments[last] / Double(r.count)
    return vandermondeWeights(r, moments: behind).dropLast()
      + [vandermondeWeights(r, moments: ahead)[last]]
  }
}

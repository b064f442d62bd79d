import Glibc

/// DPM-Solver and DPM-Solver++ in their singlestep form, with the nodes where the grid has its
/// levels (Lu et al. 2022, DPM-Solver, algorithms 1 and 2 and appendix D).
///
/// Every step of the grid makes one evaluation, and steps come in blocks of one to three. Within a
/// block each of them goes from the block's start, through the predictions m0, m1, m2 that the block
/// has by then: with d_i = lambda_i - lambda_0, a_i = (m_i - m0) / d_i and the weights of
/// `LinearPart`,
///
///     one node:     x' = ratio x + z phi_1 m0
///     two nodes:    … + h a1 times z phi_1 / 2 (midpoint) or z phi_2 (heun)
///     three nodes:  … + z phi_2 h a2 (midpoint; of third order where d2 = 2h/3), or the integral of
///                   the parabola (heun): z phi_2 h (d2 a1 - d1 a2) / (d2 - d1)
///                   + 2 z phi_3 h² (a2 - a1) / (d2 - d1)
public struct DPMSolverSinglestep: Solver {
  /// Where noise comes in: on the way to a block's end, or at every step as of the reverse SDE.
  private enum Noise: String, CaseIterable { case ancestral, reverse }

  public static let declaration = Declaration(
    "dpm-singlestep", title: "DPM-Solver singlestep", group: .multistep,
    summary: "one evaluation a step; blocks of steps that start afresh",
    paper: "Lu et al. 2022, DPM-Solver, algorithms 1 and 2",
    knobs: [
      Knob("order", "of the longest block", .integer(1...3), default: .integer(2)),
      Knob(
        "prediction", "what is extrapolated", .choice([Prediction.data, .noise].map(\.rawValue)),
        default: .word(Prediction.data.rawValue)),
      .form(.midpoint),
      Knob(
        "inner", "form of a step to a block's third node",
        .choice(ExponentialMultistep.Form.allCases.map(\.rawValue)),
        default: .word(ExponentialMultistep.Form.heun.rawValue)),
      .final(.lower),
      Knob(
        "orders", "order of every block; auto follows order and final", .list(1...3),
        default: .automatic),
      .ancestralShare(0), .noiseScale,
      Knob(
        "noise", "where noise comes in: at a block's end, or at every step",
        .choice(Noise.allCases.map(\.rawValue)), default: .word(Noise.ancestral.rawValue)),
    ])

  private let highestOrder: Int
  private let prediction: Prediction
  private let form, inner: ExponentialMultistep.Form
  private let final: ExponentialMultistep.Final
  private let orders: [Int]?
  private let eta, noiseScale: Double
  private let noise: Noise
  /// How many steps the block has, and how many of them are done.
  private var length = 0, done = 0
  private var blocks = 0

  public var order: Double? { eta == 0 ? Double(highestOrder) : nil }

  public init(_ knobs: KnobValues) {
    highestOrder = knobs.integer("order")
    prediction = knobs.choice("prediction")
    form = knobs.choice("form")
    inner = knobs.choice("inner")
    final = knobs.choice("final")
    orders = knobs.optionalList("orders")?.map { Int($0) }
    eta = knobs.real("eta")
    noiseScale = knobs.real(Knob.noiseScale.name)
    noise = knobs.choice("noise")
  }

  public mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    // At alpha = 0 the noise tells nothing of the data.
    guard s.alpha > 0 || prediction == .data else {
      return run.eulerStep(run.state, from: s, to: t)
    }
    if done == length { begin(run, at: s) }
    run.remember(run.evaluate(run.state, at: s, as: prediction), at: s, keep: 3)
    done += 1
    let nodes = Array(run.history.prefix(done).reversed())
    let start = run.past(.states)[0]

    let ancestral = AncestralStep(
      eta: noise == .ancestral && done == length ? eta : 0, scale: noiseScale, from: start.level,
      to: t,
      above: run.grid.steps.last?.to.rho ?? 0)
    let linear = LinearPart(
      prediction, eta: noise == .reverse && t.sigma > 0 ? eta : 0, from: start.level,
      to: ancestral.lower)
    let weights = weights(linear, done < length ? inner : form, nodes.map(\.level))
    run.order = weights.count
    var terms = [(start.slot, linear.ratio)] + zip(nodes.map(\.slot), weights)
    terms += ancestral.noise(run.noise())
    if linear.fresh > 0 { terms.append((run.noise(), linear.fresh * noiseScale)) }
    run.advance(terms)
  }

  private mutating func begin(_ run: StepContext, at s: NoiseLevel) {
    run.remember(run.state, at: s, keep: 1, in: .states)
    let left = run.remaining + 1
    let wanted =
      if let orders, blocks < orders.count { orders[blocks] } else {
        final.blockLength(highestOrder, left: left)
      }
    // A step of infinite length stands alone, and the nodes must differ.
    let next = run.grid.steps.suffix(left).dropFirst().prefix(max(0, wanted - 1))
    let levels = [s] + next.map(\.from)
    let usable = zip(next, levels).prefix { step, before in
      before.lambda.isFinite && step.from.lambda > before.lambda && step.to.sigma > 0
    }
    (length, done) = (1 + usable.count, 0)
    blocks += 1
  }

  /// What the predictions at the nodes, oldest first, are multiplied by.
  private func weights(
    _ linear: LinearPart, _ form: ExponentialMultistep.Form, _ nodes: [NoiseLevel]
  ) -> [Double] {
    let h = linear.h
    let d = nodes.dropFirst().map { $0.lambda - nodes[0].lambda }
    guard h.isFinite, let d1 = d.first, let d2 = d.last else { return [linear.constant] }
    // Of the slopes a1, a2.
    let slopes: [Double]
    switch (d.count, form) {
    case (1, .midpoint): slopes = [linear.constant / 2 * h]
    case (1, .heun): slopes = [linear.weight(2) * h]
    case (_, .midpoint): slopes = [0, linear.weight(2) * h]
    case (_, .heun):
      let slope = linear.weight(2) * h, bend = 2 * linear.weight(3) * h * h
      slopes = [(slope * d2 - bend) / (d2 - d1), (bend - slope * d1) / (d2 - d1)]
    }
    let w = zip(slopes, d).map { $0 / $1 }
    return [linear.constant - w.reduce(0, +)] + w
  }

  /// The lengths of all blocks of a run, with lower orders at its end.
  static func blocks(order: Int, evaluations: Int) -> [Int] {
    var blocks: [Int] = []
    var left = evaluations
    while left > 0 {
      blocks.append(ExponentialMultistep.Final.lower.blockLength(order, left: left))
      left -= blocks[blocks.count - 1]
    }
    return blocks
  }
}

extension ExponentialMultistep.Final {
  /// The length of the next block where so many steps are left. Falling orders end with 2, 1 rather
  /// than with 3 (Lu et al. 2022, DPM-Solver, appendix D.2: "DPM-Solver-fast"); kept ones end with
  /// 2, 2 rather than with 3, 1, which would cost an order.
  fileprivate func blockLength(_ order: Int, left: Int) -> Int {
    switch self {
    case .lower: left == 3 ? min(order, 2) : min(order, left)
    case .euler: min(order, max(1, left - 1))
    case .keep: left == 4 ? min(order, 2) : min(order, left)
    }
  }
}

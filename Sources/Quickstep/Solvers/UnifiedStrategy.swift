import Glibc

/// What one step of the unified framework does: a Taylor expansion of the prediction in lambda,
/// whose derivatives come from divided differences (Liu et al. 2023, A Unified Sampling Framework
/// for Solver Searching of Diffusion Probabilistic Models).
struct UnifiedStrategy: Hashable, Sendable {
  /// What is expanded: a prediction, or as of DPM-Solver-v3 f = (sigma eps - l x)/alpha after the
  /// model's statistics.
  enum Expanded: String, CaseIterable { case noise, data, v3 }

  /// What a step's result becomes once the prediction at its end is there: nothing, the step taken
  /// again through that too, or that and a new evaluation.
  enum Corrector: String, CaseIterable { case none, pseudo, implicit }

  /// What h m' is weighted by where a line goes through two nodes: what the integral gives, or half
  /// of the step's weight: e^z - 1 (`midpoint`, that of DPM-Solver), or z (`linear`).
  enum Slope: String, CaseIterable { case exact, midpoint, linear }

  /// As many earlier predictions as there are, where the first derivative comes from all.
  static let mostNodes = 4

  /// How many terms the expansion has.
  var order: Int
  var prediction: Expanded
  var slope: Slope
  /// The factor on the first derivative is 1 + c h.
  var relaxation: Double
  /// How many of the nodes beside the start the first derivative comes from, at most.
  var slopeNodes: Int
  var corrector: Corrector
  /// How many steps before this one the state lies that it goes on from.
  var stepsBack = 0

  /// The order of runs whose every step is such a one. The first steps have fewer nodes, which costs
  /// four terms their order where nothing corrects them.
  var orderOfConvergence: Int {
    let terms = corrector == .none ? min(order, 3) : order + 1
    return min(terms, slopeNodes + 1, relaxation == 0 ? .max : 2)
  }

  /// The state at `t` from `x` at the level of `base`, with the expansion around `base` in place of
  /// the prediction.
  /// - Parameter nodes: the nearest first.
  func terms(
    from x: Slot, _ base: Past, to t: NoiseLevel, through nodes: [Past]
  ) -> [Term] {
    let linear = LinearPart(
      prediction == .noise ? .noise : .data, eta: 0, from: base.level, to: t)
    var w: [Double] = []
    if linear.h != 0, !nodes.isEmpty {
      let r = nodes.map { ($0.level.lambda - base.level.lambda) / linear.h }
      var factorial = 1.0
      let moments = (0...nodes.count).map { k in
        if k > 0 { factorial *= Double(k) }
        return factorial * zPhi(k + 1, linear.z)
      }
      w = zip(nodeWeights(r, moments, ahead: linear.z, h: linear.h), r).map {
        linear.gain * $0 / $1
      }
    }
    return [(x, linear.ratio), (base.slot, linear.constant - w.reduce(0, +))]
      + zip(nodes, w).map { ($0.slot, $1) }
  }

  /// The same of f after the model's statistics; nil where there are no finite weights.
  func step(
    from base: Past, to t: NoiseLevel, through nodes: [Past], _ statistics: ModelStatistics
  ) -> DPMSolverV3Step? {
    let h = t.lambda - base.level.lambda
    return DPMSolverV3Step(statistics, to: t, through: [base] + nodes) { r, integrals in
      let moments = integrals.moments, near = Array(r.dropFirst())
      let ahead = h * exp(integrals.L + integrals.S)
      let w = zip(nodeWeights(near, moments, ahead: ahead, h: h), near).map(/)
      return [moments[0] - w.reduce(0, +)] + w
    }
  }

  /// What (m_k - m_0) / r_k are weighted by.
  /// - Parameters:
  ///   - all: ∫ w r^k from k = 0 on, where w weighs the prediction along the step.
  ///   - ahead: w at the step's end, times its length.
  private func nodeWeights(
    _ r: [Double], _ all: [Double], ahead: Double, h: Double
  ) -> [Double] {
    guard !r.isEmpty else { return [] }
    var moments = Array(all[1...r.count])
    if r.count == 1 {
      switch slope {
      case .exact: break
      case .midpoint: moments[0] = all[0] / 2
      case .linear: moments[0] = ahead / 2
      }
    }
    moments[0] *= 1 + relaxation * h
    let near = Array(r.prefix(slopeNodes))
    guard near.count < r.count else { return vandermondeWeights(r, moments: moments) }
    let first = vandermondeWeights(near, moments: [moments[0]] + near.dropFirst().map { _ in 0 })
    let others = vandermondeWeights(r, moments: [0] + moments.dropFirst())
    return zip(first + r.dropFirst(near.count).map { _ in 0 }, others).map { $0 + $1 }
  }
}

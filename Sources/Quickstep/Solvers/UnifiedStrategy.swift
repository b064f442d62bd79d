import Glibc

/// What one step of the unified framework does: a Taylor expansion of the prediction in lambda,
/// whose derivatives come from divided differences (Liu et al. 2023, A Unified Sampling Framework
/// for Solver Searching of Diffusion Probabilistic Models).
struct UnifiedStrategy: Hashable, Sendable {
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
  /// `.data` or `.noise`.
  var prediction: Prediction
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
  func terms(from x: Slot, _ base: Past, to t: NoiseLevel, through nodes: [Past]) -> [Term] {
    let linear = LinearPart(prediction, eta: 0, from: base.level, to: t)
    var w: [Double] = []
    if linear.h != 0, !nodes.isEmpty {
      let r = nodes.map { ($0.level.lambda - base.level.lambda) / linear.h }
      w = zip(nodeWeights(r, linear), r).map { linear.gain * $0 / $1 }
    }
    return [(x, linear.ratio), (base.slot, linear.constant - w.reduce(0, +))]
      + zip(nodes, w).map { ($0.slot, $1) }
  }

  /// What (m_k - m_0) / r_k are weighted by: the k-th derivative has k! z phi_(k+1).
  private func nodeWeights(_ r: [Double], _ linear: LinearPart) -> [Double] {
    let z = linear.z
    var factorial = 1.0
    var moments = r.indices.map { i in
      factorial *= Double(i + 1)
      return factorial * zPhi(i + 2, z)
    }
    if r.count == 1 {
      switch slope {
      case .exact: break
      case .midpoint: moments[0] = expm1(z) / 2
      case .linear: moments[0] = z / 2
      }
    }
    moments[0] *= 1 + relaxation * linear.h
    let near = Array(r.prefix(slopeNodes))
    guard near.count < r.count else { return vandermondeWeights(r, moments: moments) }
    let first = vandermondeWeights(near, moments: [moments[0]] + near.dropFirst().map { _ in 0 })
    let others = vandermondeWeights(r, moments: [0] + moments.dropFirst())
    return zip(first + r.dropFirst(near.count).map { _ in 0 }, others).map { $0 + $1 }
  }
}

import Glibc

/// The weights of one step of DPM-Solver-v3, for every coordinate (Zheng et al. 2023, equation 9):
///
///     x' = alpha'/alpha e^-L x - alpha' e^-L (C + sum_k E_k g^(k)),   E_k = ∫ e^(L+S) (lambda -
///     lambda_s)^k / k!,   g_j = e^-S_j f_j - B_j
///
/// with the integrals from the step's start, and derivatives of g there from the nodes j.
struct DPMSolverV3Step {
  /// How derivatives are taken.
  enum Derivatives: String, CaseIterable {
    /// Of the polynomial through all nodes.
    case full
    /// Each from the first divided difference of its order: the lower ones leave out what the
    /// further nodes tell.
    case pseudo
  }

  private var state: [Double] = []
  /// By node, then by coordinate.
  private var weights: [[Double]]
  private(set) var constant: [Double] = []

  /// - Parameters:
  ///   - nodes: where f is known, first the step's start.
  ///   - share: what g at the nodes is weighted by in ∫ e^(L+S) g, from how far along the step they
  ///     lie.
  /// - Returns: nil where the step has no finite weights.
  init?(
    _ statistics: ModelStatistics, to t: NoiseLevel, through nodes: [Past],
    weighing share: (_ r: [Double], ModelStatistics.Integrals) -> [Double]
  ) {
    let s = nodes[0].level
    let h = t.lambda - s.lambda
    let lambdas = nodes.map(\.level.lambda)
    guard h.isFinite, h != 0, Set(lambdas).count == nodes.count else { return nil }
    let path = statistics.path(from: s.lambda, to: t.lambda)
    let others = lambdas.dropFirst().map { statistics.path(from: s.lambda, to: $0) }
    let r = lambdas.map { ($0 - s.lambda) / h }
    weights = Array(repeating: [], count: nodes.count)
    for i in statistics.coordinates.indices {
      let step = statistics.integrals(i, along: path, moments: nodes.count)
      let c = share(r, step)
      let gain = -t.alpha * exp(-step.L)
      state.append(t.alpha / s.alpha * exp(-step.L))
      weights[0].append(gain * c[0])
      var shift = step.C
      for (j, other) in zip(1..., others) {
        let node = statistics.integrals(i, along: other, moments: 0)
        weights[j].append(gain * c[j] * exp(-node.S))
        shift -= c[j] * node.B
      }
      constant.append(gain * shift)
    }
    guard (weights + [state, constant]).joined().allSatisfy(\.isFinite) else { return nil }
  }

  func terms(_ x: Slot, _ nodes: [Past]) -> [CoordinateTerm] {
    [(x, state)] + zip(nodes, weights).map { ($0.slot, $1) }
  }

  /// f = (sigma eps - l x)/alpha = (1 - l) x/alpha - D.
  static func f(_ run: StepContext, of x: Slot, _ D: Slot, _ l: [Double], at s: NoiseLevel) -> Slot
  {
    run.combine([(x, l.map { (1 - $0) / s.alpha }), (D, [-1])], plus: [])
  }

  /// DDIM, with D = (1 - l) x/alpha - f.
  static func euler(
    _ x: Slot, _ f: Slot, _ l: [Double], from s: NoiseLevel, to t: NoiseLevel
  ) -> [CoordinateTerm] {
    let ratio = t.sigma / s.sigma, gain = t.alpha - s.alpha * ratio
    return [(x, l.map { ratio + gain * (1 - $0) / s.alpha }), (f, [-gain])]
  }
}

extension DPMSolverV3Step.Derivatives {
  /// What g at the nodes r is weighted by, for ∫ w g with the moments ∫ w r^k.
  func weights(_ r: [Double], moments: [Double]) -> [Double] {
    switch self {
    case .full: vandermondeWeights(r, moments: moments)
    case .pseudo:
      r.indices.map { j in
        (j..<r.count).reduce(0) { sum, k in
          sum + (0...k).filter { $0 != j }.reduce(moments[k]) { $0 / (r[j] - r[$1]) }
        }
      }
    }
  }
}

import Experiments
import Studies
import Testing

@Suite struct WalkLimitTests {
  private static let alphas: [Double] = [0, 1, 2, 5, 10, 20]

  private func limits(_ graph: String) throws -> WalkLimits {
    WalkLimits(try graphs.make(graphs.choice(graph)))
  }

  @Test(arguments: [
    ("barbell16", [37.00, 7.56, 4.21, 1.807, 0.926, 0.469]),
    ("grid25", [14.23, 3.00, 1.68, 0.722, 0.371, 0.188]),
  ])
  func samplingVariancesAreThePublishedOnes(graph: String, published: [Double]) throws {
    let limits = try limits(graph)
    for (alpha, value) in zip(Self.alphas, published) {
      #expect(abs(limits.V(alpha) / value - 1) < 0.003, "V(\(alpha))")
    }
  }

  @Test func optimisationVariancesAreThePublishedOnes() throws {
    let limits = try limits("barbell16")
    for (alpha, value) in zip(Self.alphas, [18.5, 2.13, 0.772, 0.160, 0.044]) {
      #expect(abs(limits.U(alpha) / 2 / value - 1) < 0.006, "U(\(alpha))/2")
    }
  }

  @Test func theLimitOfAnyGainsHasTheNamedOnesInIt() throws {
    let limits = try limits("lollipop:mu=degree")
    func limit(_ form: WalkForm, _ alpha: Double, a: Double, b: Double) -> Double {
      limits.limit(form, Gains(alpha: alpha, a: a, b: b))
    }
    for alpha in Self.alphas {
      #expect(isNear(limit(.sampling, alpha, a: 1, b: 0.9), limits.V(alpha)))
      #expect(isNear(limit(.sampling, alpha, a: 0.8, b: 0.6), limits.U(alpha)))
      #expect(isNear(limit(.optimisation, alpha, a: 0.6, b: 0.9), limits.U(alpha) / 2))
      #expect(isNear(limit(.optimisation, alpha, a: 0.9, b: 0.8), limits.U(0) / 2))
      #expect(isNear(limit(.optimisation, alpha, a: 1, b: 1), limits.V(alpha)))
      let equal = limit(.optimisation, alpha, a: 0.8, b: 0.8)
      #expect(limits.U(alpha) / 2 <= equal && equal <= limits.U(0) / 2)
    }
    #expect(isNear(limits.U(0), limits.V(0)))
  }

  @Test func fallsLikeOneOverAlphaAndLikeOneOverItsSquare() throws {
    for graph in graphs.declarations.map(\.name) {
      let limits = try limits(graph)
      let (V, U) = (limits.V(1e6) / limits.V(2e6), limits.U(1e6) / limits.U(2e6))
      #expect(abs(V - 2) < 1e-3 && abs(U - 4) < 1e-3, "\(graph)")
    }
  }

  private func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * abs(b) }
}

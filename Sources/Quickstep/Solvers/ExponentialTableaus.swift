import Glibc

/// An explicit exponential Runge-Kutta method for y' = z y + g as numbers: nodes c, and for every z
/// a matrix a(z) and weights b(z), which are combinations of phi_k(c_i z) (Hochbruck & Ostermann
/// 2010, Exponential Integrators).
package struct ExponentialTableau: Sendable {
  /// What stages, and the step, add of the values of g: row i of the matrix has i numbers.
  package typealias Coefficients = (matrix: [[Double]], weights: [Double])

  /// As written on the command line.
  package let name: String
  package let order: Int
  /// Where in the step each stage is taken; the first at 0.
  package let nodes: [Double]
  package let coefficients: @Sendable (Double) -> Coefficients

  /// A method that is exact for a constant g: sum_j a_ij = c_i phi_1(c_i z), sum_i b_i = phi_1(z).
  /// - Parameter rest: the matrix and weights without the first column, which follows: row i has
  ///   i - 1 numbers, from the third row on.
  fileprivate init(
    _ name: String, order: Int, nodes: [Double],
    rest: @escaping @Sendable (_ z: Double) -> Coefficients
  ) {
    self.name = name
    self.order = order
    self.nodes = nodes
    coefficients = { z in
      let (matrix, weights) = rest(z)
      func whole(_ row: [Double], _ c: Double) -> [Double] {
        [c * phi(1, c * z) - row.reduce(0, +)] + row
      }
      return (
        [[]] + zip([[]] + matrix, nodes.dropFirst()).map { whole($0, $1) }, whole(weights, 1)
      )
    }
  }

  /// A classical method for e^(-z tau) y (Lawson 1967): a_ij e^((c_i - c_j) z), b_i e^((1 - c_i) z).
  /// It is not exact for a constant g.
  fileprivate init(_ name: String, lawson tableau: Tableau) {
    self.name = name
    order = tableau.order
    nodes = tableau.nodes
    coefficients = { z in
      func moved(_ row: [Double], to c: Double) -> [Double] {
        zip(row, tableau.nodes).map { $0 * exp((c - $1) * z) }
      }
      return (
        zip(tableau.matrix, tableau.nodes).map { moved($0, to: $1) }, moved(tableau.weights, to: 1)
      )
    }
  }
}

extension ExponentialTableau {
  /// Those without parameters, in the order in which lists show them.
  package static let fixed = [
    etdrk2, etdrk3, etdrk3a, etdrk4, krogstad4, strehmelWeiner4, hochbruckOstermann4, lawson2,
    lawson4,
  ]

  /// - Parameter name: of one of `fixed`.
  static func named(_ name: String) -> ExponentialTableau {
    guard let tableau = fixed.first(where: { $0.name == name }) else {
      preconditionFailure("no tableau \(name)")
    }
    return tableau
  }

  /// Two stages (Hochbruck & Ostermann 2005; Zhang et al. 2023).
  package static func res2s(c2: Double) -> ExponentialTableau {
    ExponentialTableau("res2s", order: 2, nodes: [0, c2]) { z in ([], [phi(2, z) / c2]) }
  }

  /// Three stages (Hochbruck & Ostermann 2005; Zhang et al. 2023), with gamma from
  /// 2 (gamma c2 + c3) = 3 (gamma c2² + c3²).
  ///
  /// Where c2 = c3 or c2 = 2/3 there is no such method; two stages are left.
  package static func res3s(c2: Double, c3: Double) -> ExponentialTableau {
    guard abs(c3 - c2) > 0.01, abs(2 - 3 * c2) > 0.01 else { return res2s(c2: c2) }
    let gamma = c3 * (3 * c3 - 2) / (c2 * (2 - 3 * c2))
    return ExponentialTableau("res3s", order: 3, nodes: [0, c2, c3]) { z in
      let a32 = gamma * c2 * phi(2, c2 * z) + c3 * c3 / c2 * phi(2, c3 * z)
      let b3 = phi(2, z) / (gamma * c2 + c3)
      return ([[a32]], [gamma * b3, b3])
    }
  }

  /// Cox & Matthews 2002, ETD2RK: `res2s` with c2 = 1.
  static let etdrk2 = ExponentialTableau("etdrk2", order: 2, nodes: [0, 1]) { z in
    ([], [phi(2, z)])
  }

  /// Cox & Matthews 2002, ETD3RK.
  static let etdrk3 = ExponentialTableau("etdrk3", order: 3, nodes: [0, 1.0 / 2, 1]) { z in
    let p2 = phi(2, z), p3 = phi(3, z)
    return ([[2 * phi(1, z)]], [4 * p2 - 8 * p3, 4 * p3 - p2])
  }

  /// Its second stage lies at the end of the step, its third before it (Fu, Shen & Yang
  /// 2024, Higher-order energy-decreasing exponential time differencing Runge-Kutta methods).
  static let etdrk3a = ExponentialTableau("etdrk3-a", order: 3, nodes: [0, 1, 2.0 / 3]) { z in
    let p1 = phi(1, z), p2 = phi(2, z)
    return ([[4.0 / 9 * phi(2, 2 * z / 3)]], [p2 - p1 / 2, 3.0 / 4 * p1])
  }

  /// Cox & Matthews 2002, ETD4RK.
  static let etdrk4 = ExponentialTableau("etdrk4", order: 4, nodes: [0, 1.0 / 2, 1.0 / 2, 1]) { z in
    let half = phi(1, z / 2)
    return ([[half / 2], [0, half]], simpson(z))
  }

  /// Krogstad 2005, ETDRK4-B.
  static let krogstad4 = ExponentialTableau(
    "krogstad4", order: 4, nodes: [0, 1.0 / 2, 1.0 / 2, 1]
  ) { z in ([[phi(2, z / 2)], [0, 2 * phi(2, z)]], simpson(z)) }

  /// Strehmel & Weiner 1992, after Hochbruck & Ostermann 2005.
  static let strehmelWeiner4 = ExponentialTableau(
    "strehmel-weiner4", order: 4, nodes: [0, 1.0 / 2, 1.0 / 2, 1]
  ) { z in
    let p2 = phi(2, z), p3 = phi(3, z)
    return ([[phi(2, z / 2) / 2], [-2 * p2, 4 * p2]], [0, 4 * p2 - 8 * p3, 4 * p3 - p2])
  }

  /// Five stages, of fourth order for stiff problems too (Hochbruck & Ostermann
  /// 2005).
  static let hochbruckOstermann4 = ExponentialTableau(
    "hochbruck-ostermann4", order: 4, nodes: [0, 1.0 / 2, 1.0 / 2, 1, 1.0 / 2]
  ) { z in
    let p2 = phi(2, z), p3 = phi(3, z), half2 = phi(2, z / 2), half3 = phi(3, z / 2)
    let a52 = half2 / 2 - p3 + p2 / 4 - half3 / 2
    return (
      [[half2], [p2, p2], [a52, a52, half2 / 4 - a52]], [0, 0, 4 * p3 - p2, 4 * p2 - 8 * p3]
    )
  }

  /// The midpoint rule.
  static let lawson2 = ExponentialTableau("lawson2", lawson: .midpoint)

  static let lawson4 = ExponentialTableau("lawson4", lawson: .rk4)

  /// Simpson's rule for the integral against e^((1 - tau) z), its middle taken twice.
  private static func simpson(_ z: Double) -> [Double] {
    let p2 = phi(2, z), p3 = phi(3, z)
    return [2 * p2 - 4 * p3, 2 * p2 - 4 * p3, 4 * p3 - p2]
  }
}

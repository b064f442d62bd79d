/// An explicit Runge-Kutta method as numbers: nodes c, matrix a and weights b.
package struct Tableau: Sendable {
  /// As written on the command line.
  package let name: String
  package let order: Int
  /// Where in the step each stage is taken, 0 … 1; the first at 0.
  package let nodes: [Double]
  /// What each stage adds of the slopes before it: row i has i numbers.
  package let matrix: [[Double]]
  /// What the step adds of all slopes.
  package let weights: [Double]

  /// All of them, in the order in which lists show them.
  package static let all = [
    midpoint, heun2, ralston2, kutta3, heun3, ralston3, houwen3, ssprk3, rk4, threeEighths,
    dormandPrince5, butcher6,
  ]

  /// - Parameter name: of one of `all`.
  static func named(_ name: String) -> Tableau {
    guard let tableau = all.first(where: { $0.name == name }) else {
      preconditionFailure("no tableau \(name)")
    }
    return tableau
  }
}

extension Tableau {
  /// Runge 1895.
  static let midpoint = Tableau(
    name: "midpoint", order: 2,
    nodes: [0, 1.0 / 2],
    matrix: [[], [1.0 / 2]],
    weights: [0, 1])

  /// The trapezoidal rule with an Euler step in it.
  static let heun2 = Tableau(
    name: "heun2", order: 2,
    nodes: [0, 1],
    matrix: [[], [1]],
    weights: [1.0 / 2, 1.0 / 2])

  /// The smallest bound on the error among those of two stages (Ralston 1962).
  static let ralston2 = Tableau(
    name: "ralston2", order: 2,
    nodes: [0, 2.0 / 3],
    matrix: [[], [2.0 / 3]],
    weights: [1.0 / 4, 3.0 / 4])

  /// Simpson's rule (Kutta 1901).
  static let kutta3 = Tableau(
    name: "kutta3", order: 3,
    nodes: [0, 1.0 / 2, 1],
    matrix: [[], [1.0 / 2], [-1, 2]],
    weights: [1.0 / 6, 2.0 / 3, 1.0 / 6])

  /// Radau's nodes (Heun 1900).
  static let heun3 = Tableau(
    name: "heun3", order: 3,
    nodes: [0, 1.0 / 3, 2.0 / 3],
    matrix: [[], [1.0 / 3], [0, 2.0 / 3]],
    weights: [1.0 / 4, 0, 3.0 / 4])

  /// The smallest bound on the error among those of three stages (Ralston 1962).
  static let ralston3 = Tableau(
    name: "ralston3", order: 3,
    nodes: [0, 1.0 / 2, 3.0 / 4],
    matrix: [[], [1.0 / 2], [0, 3.0 / 4]],
    weights: [2.0 / 9, 1.0 / 3, 4.0 / 9])

  /// Little storage: no number of the first stage comes into the weights but its own (van der
  /// Houwen 1972).
  static let houwen3 = Tableau(
    name: "houwen3", order: 3,
    nodes: [0, 8.0 / 15, 2.0 / 3],
    matrix: [[], [8.0 / 15], [1.0 / 4, 5.0 / 12]],
    weights: [1.0 / 4, 0, 3.0 / 4])

  /// A mean of Euler steps: preserves what they do not let grow (Shu & Osher 1988).
  static let ssprk3 = Tableau(
    name: "ssprk3", order: 3,
    nodes: [0, 1, 1.0 / 2],
    matrix: [[], [1], [1.0 / 4, 1.0 / 4]],
    weights: [1.0 / 6, 1.0 / 6, 2.0 / 3])

  /// Kutta 1901, Simpson's rule with its middle taken twice.
  static let rk4 = Tableau(
    name: "rk4", order: 4,
    nodes: [0, 1.0 / 2, 1.0 / 2, 1],
    matrix: [[], [1.0 / 2], [0, 1.0 / 2], [0, 0, 1]],
    weights: [1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6])

  /// Kutta 1901, the rule of three eighths.
  static let threeEighths = Tableau(
    name: "three-eighths", order: 4,
    nodes: [0, 1.0 / 3, 2.0 / 3, 1],
    matrix: [[], [1.0 / 3], [-1.0 / 3, 1], [1, -1, 1]],
    weights: [1.0 / 8, 3.0 / 8, 3.0 / 8, 1.0 / 8])

  /// Six stages of the pair of orders 5 and 4 (Dormand & Prince 1980).
  static let dormandPrince5 = Tableau(
    name: "dormand-prince5", order: 5,
    nodes: [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1],
    matrix: [
      [],
      [1.0 / 5],
      [3.0 / 40, 9.0 / 40],
      [44.0 / 45, -56.0 / 15, 32.0 / 9],
      [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
      [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
    ],
    weights: [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84])

  /// Seven stages with Lobatto's nodes in pairs (Butcher 1964).
  static let butcher6 = Tableau(
    name: "butcher6", order: 6,
    nodes: [0, 1.0 / 3, 2.0 / 3, 1.0 / 3, 5.0 / 6, 1.0 / 6, 1],
    matrix: [
      [],
      [1.0 / 3],
      [0, 2.0 / 3],
      [1.0 / 12, 1.0 / 3, -1.0 / 12],
      [25.0 / 48, -55.0 / 24, 35.0 / 48, 15.0 / 8],
      [3.0 / 20, -11.0 / 24, -1.0 / 8, 1.0 / 2, 1.0 / 10],
      [-261.0 / 260, 33.0 / 13, 43.0 / 156, -118.0 / 39, 32.0 / 195, 80.0 / 39],
    ],
    weights: [13.0 / 200, 0, 11.0 / 40, 11.0 / 40, 4.0 / 25, 4.0 / 25, 13.0 / 200])
}

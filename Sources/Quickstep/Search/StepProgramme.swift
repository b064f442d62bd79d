/// The cheapest ways from the first of n + 1 knots to the last in a given number of steps:
///
///     V_1(i) = c_in,   V_k(i) = min over j > i of c_ij + gamma V_(k-1)(j).
///
/// Of ways that cost the same the one with the earlier knots is taken.
package struct StepProgramme {
  private let n: Int
  /// V_k(i), from k = 1 on.
  private var V: [[Double]]
  /// The knot after i, from k = 1 on.
  private var next: [[Int]]

  /// - Parameters:
  ///   - c: of a step from knot i to knot j; read for i < j only.
  ///   - steps: the most that will be asked for.
  ///   - gamma: above 1 later steps count more.
  package init(_ c: [[Double]], steps: Int, gamma: Double = 1) {
    n = c.count - 1
    V = [(0...n).map { $0 < c.count - 1 ? c[$0][c.count - 1] : .infinity }]
    next = [Array(repeating: n, count: n + 1)]
    for k in 1..<max(1, steps) {
      let after = V[k - 1]
      var (row, knots) = (Array(repeating: Double.infinity, count: n + 1), next[0])
      for i in 0..<n {
        for j in i + 1..<max(i + 1, n) where c[i][j] + gamma * after[j] < row[i] {
          (row[i], knots[i]) = (c[i][j] + gamma * after[j], j)
        }
      }
      V.append(row)
      next.append(knots)
    }
  }

  package func cost(steps: Int) -> Double { V[steps - 1][0] }

  /// The knots of the cheapest way, both ends included.
  package func path(steps: Int) -> [Int] {
    var knots = [0]
    for k in (0..<steps).reversed() { knots.append(next[k][knots[knots.count - 1]]) }
    return knots
  }
}

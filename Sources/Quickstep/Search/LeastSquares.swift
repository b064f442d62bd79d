import Glibc

/// The descent of a sum of squares by the method of Levenberg and Marquardt, with differences in the
/// place of derivatives:
///
///     (JᵀJ + mu diag JᵀJ) step = -Jᵀr,   J_k = (r(theta + h e_k) - r(theta)) / h
///
/// It asks for residuals at one place at a time, so that whoever computes them can wait between any
/// two. A step that makes the sum no smaller is taken again with a larger mu.
struct LeastSquares {
  private enum Phase { case start, column(Int), trial([Double]), done }

  /// What differences are taken over.
  private static let h = 1e-3
  private static let damping = 1e-7...1e6

  private(set) var theta: [Double]
  /// The sum of squares at `theta`.
  private(set) var cost = Double.infinity
  /// The parameters that move.
  private let moving: Range<Int>

  private var r: [Double] = []
  private var J: [[Double]] = []
  private var mu = 1e-2
  private var phase = Phase.start

  init(_ theta: [Double], moving: Range<Int>? = nil) {
    self.theta = theta
    self.moving = moving ?? theta.indices
  }

  /// Where residuals are wanted next; `nil` when no step makes the sum smaller.
  var place: [Double]? {
    switch phase {
    case .start: theta
    case .column(let k): moved(k)
    case .trial(let place): place
    case .done: nil
    }
  }

  /// Takes the residuals at `place`.
  /// - Parameter residuals: empty where there are none.
  /// - Returns: whether `theta` is a new one.
  mutating func take(_ residuals: [Double]) -> Bool {
    switch phase {
    case .start: return accept(theta, residuals)
    case .column(let k):
      // What cannot be moved that way stays where it is.
      J.append(
        residuals.isEmpty
          ? Array(repeating: 0, count: r.count) : zip(residuals, r).map { ($0 - $1) / Self.h })
      phase = k + 1 < moving.upperBound ? .column(k + 1) : step()
      return false
    case .trial(let place):
      if accept(place, residuals) {
        mu = max(mu / 5, Self.damping.lowerBound)
        return true
      }
      mu *= 4
      phase = step()
      return false
    case .done: return false
    }
  }

  private func moved(_ k: Int) -> [Double] {
    var place = theta
    place[k] += Self.h
    return place
  }

  private mutating func accept(_ place: [Double], _ residuals: [Double]) -> Bool {
    let sum = residuals.isEmpty ? .infinity : residuals.reduce(0) { $0 + $1 * $1 }
    guard sum < cost else {
      if r.isEmpty { phase = .done }
      return false
    }
    (theta, r, cost) = (place, residuals, sum)
    J = []
    phase = moving.isEmpty ? .done : .column(moving.lowerBound)
    return true
  }

  /// The next trial, from the columns.
  private func step() -> Phase {
    var A = J.indices.map { i in J.indices.map { j in j <= i ? dot(J[i], J[j]) : 0 } }
    let g = J.map { -dot($0, r) }
    let scale = A.indices.map { A[$0][$0] }.max() ?? 0
    guard mu <= Self.damping.upperBound, scale > 0 else { return .done }
    for k in A.indices { A[k][k] += mu * A[k][k] + 1e-12 * scale }
    guard let step = solvePositive(A, g) else { return .done }
    var place = theta
    for (k, change) in zip(moving, step) { place[k] += change }
    return .trial(place)
  }
}

/// The sum of products, in order.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      var sum = 0.0
      for i in a.indices { sum += a[i] * b[i] }
      return sum
    }
  }
}

/// x with A x = b, by Cholesky's factors of A.
/// - Parameter A: symmetric; its lower half is read.
/// - Returns: `nil` where A is not positive.
func solvePositive(_ A: [[Double]], _ b: [Double]) -> [Double]? {
  var (L, x) = (A, b)
  for i in b.indices {
    for j in 0...i {
      var sum = A[i][j]
      for k in 0..<j { sum -= L[i][k] * L[j][k] }
      if i == j {
        guard sum > 0, sum.isFinite else { return nil }
        L[i][i] = sqrt(sum)
      } else {
        L[i][j] = sum / L[j][j]
      }
    }
    for k in 0..<i { x[i] -= L[i][k] * x[k] }
    x[i] /= L[i][i]
  }
  for i in b.indices.reversed() {
    for k in i + 1..<b.count { x[i] -= L[k][i] * x[k] }
    x[i] /= L[i][i]
  }
  return x
}

import Glibc

extension ModelStatistics {
  /// Integrals of one coordinate's coefficients from a lambda s on (Zheng et al. 2023, equation 7),
  /// relative to s, where all of them are 0:
  ///
  ///     L = ∫ l,   S = ∫ s,   B = ∫ e^-S b,   C = ∫ e^(L+S) B
  struct Integrals {
    var L, S, B, C: Double
    /// ∫ e^(L+S) r^k with r from 0 to 1 along the way.
    var moments: [Double]
  }

  /// Where the functions are looked at on the way from one lambda to another, either way: the knots
  /// in between, and for parabolas the middle of every piece.
  func path(from s: Double, to t: Double) -> [Double] {
    let low = min(s, t), high = max(s, t)
    // A level on a knot may miss it by rounding.
    let gap = 1e-9 * max(1, abs(low), abs(high))
    let inner = knots.filter { low + gap < $0 && $0 < high - gap }
    let ends = [s] + (s < t ? inner : inner.reversed()) + [t]
    guard rule == .parabolas else { return ends }
    return [s]
      + zip(ends, ends.dropFirst()).flatMap { a, b in
        let halves = 2 * max(1, (abs(b - a) / Self.longestPiece).rounded(.up))
        return stride(from: 1, through: halves, by: 1).map { a + (b - a) * ($0 / halves) }
      }
  }

  /// Beyond it parabolas are too coarse, whatever the knots.
  private static let longestPiece = 0.1

  /// - Parameters:
  ///   - index: of the coordinate.
  ///   - path: as `path(from:to:)` has it.
  ///   - count: how many moments are needed.
  func integrals(_ index: Int, along path: [Double], moments count: Int) -> Integrals {
    let coordinate = coordinates[index]
    if knots.isEmpty, path.count > 1 {
      return Self.constantIntegrals(coordinate, over: path[path.count - 1] - path[0], count)
    }
    func running(_ values: [Double]) -> [Double] { runningIntegral(of: values, along: path) }
    let L = running(path.map { value(coordinate.l, at: $0) })
    let S = running(path.map { value(coordinate.s, at: $0) })
    let B = running(zip(path, S).map { exp(-$1) * value(coordinate.b, at: $0) })
    let end = path.count - 1
    var weights = zip(L, S).map { exp($0 + $1) }
    var integrals = Integrals(
      L: L[end], S: S[end], B: B[end], C: running(zip(weights, B).map(*))[end], moments: [])
    let length = path[end] - path[0]
    for k in 0..<count {
      if k > 0 { weights = zip(weights, path).map { $0 * ($1 - path[0]) / length } }
      integrals.moments.append(running(weights)[end])
    }
    return integrals
  }

  /// Of coefficients that are the same everywhere, without error:
  ///
  ///     B = b ∫ e^(-s u),   C = ∫ b (e^((l+s) u) - e^(l u)) / s,   ∫ e^(a u) (u/h)^k = h e^(a h) k!
  ///     phi_(k+1)(-a h)
  private static func constantIntegrals(
    _ coordinate: Coordinate, over h: Double, _ count: Int
  ) -> Integrals {
    let (l, s, b) = (coordinate.l[0], coordinate.s[0], coordinate.b[0])
    func moment(_ k: Int, _ a: Double) -> Double {
      h * exp(a * h) * (1...k + 1).reduce(1) { $0 * Double($1) } / Double(k + 1)
        * phi(k + 1, -a * h)
    }
    let C =
      b == 0 ? 0 : s == 0 ? b * h * moment(1, l) : b / s * (moment(0, l + s) - moment(0, l))
    return Integrals(
      L: l * h, S: s * h, B: b == 0 ? 0 : b * moment(0, -s), C: C,
      moments: (0..<count).map { moment($0, l + s) })
  }

  /// The integral from the start of the path to each of its points.
  private func runningIntegral(of y: [Double], along x: [Double]) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(x.count)
    switch rule {
    case .trapezoids:
      for i in 1..<x.count { sums.append(sums[i - 1] + (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2) }
    case .parabolas:
      for i in stride(from: 0, to: x.count - 2, by: 2) {
        let h = (x[i + 2] - x[i]) / 2
        sums.append(sums[i] + h / 12 * (5 * y[i] + 8 * y[i + 1] - y[i + 2]))
        sums.append(sums[i] + h / 3 * (y[i] + 4 * y[i + 1] + y[i + 2]))
      }
    }
    return sums
  }
}

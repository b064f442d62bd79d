import Glibc

/// What one step of a solver multiplies errors by, for every rate at which a linear flow grows.
///
/// With y = x/alpha and lambda = log alpha/sigma the flow is dy/dlambda = D - y, so that a model
/// D = (1 + mu) y has y' = mu y, and z = h mu is the exponent by which the exact flow grows in a step
/// h of lambda. On equal steps of lambda every method is a linear recurrence with constant
/// coefficients, found by walking it with states that are polynomials in z; its amplification is the
/// spectral radius of the companion matrix (Hairer & Wanner 1996, Solving Ordinary Differential
/// Equations II, section V.1). As h goes to 0 it becomes the classical one.
public struct StabilityRegion: Sendable {
  /// The step of lambda that stands for the limit of short ones.
  public static let classical = 1e-6
  /// Longer steps overflow.
  private static let longest = 15.0

  /// The step of lambda, h.
  public let step: Double
  /// How many steps the recurrence spans: one, or as many as a pattern of orders repeats after.
  public let period: Int

  /// How many steps back a step looks.
  public var memory: Int { max(0, companion.size - 1) }

  private let companion: Companion

  /// - Parameter step: of lambda; longer ones than 15 are taken for 15.
  /// - Throws: also where a solver's step depends on sigma itself, not only on ratios of it, so that
  ///   equal steps of lambda are not alike.
  public init(_ solver: any Solver, step: Double = classical) throws(LinearityError) {
    try solver.checkLinear()
    let h = min(Self.longest, max(1e-7, step))
    self.step = h
    // Weights that are listed for the steps of one grid fit no other.
    let one = Grid(levels: [NoiseLevel(sigma: 1), NoiseLevel(sigma: exp(-h))])
    guard (try? solver.check(one)) != nil else { throw .changesForever }
    let walk = LinearWalk(solver, step: h)
    period = try walk.period()
    let units = walk.units()
    companion = try Companion(walk, period: period, units: units, shift: 0)
    let next = try Companion(walk, period: period, units: units, shift: 1)
    for z in [-0.3, -1.7] {
      let here = companion.spectralRadius(Complex(z), squarings: 44)
      let later = next.spectralRadius(Complex(z), squarings: 44)
      guard abs(here - later) <= 1e-4 * max(here, later) else { throw .changesForever }
    }
  }

  /// What a step multiplies errors by in the long run.
  /// - Parameter squarings: how closely it is found; 44 gives all digits, 12 three.
  public func amplification(_ z: Complex, squarings: Int = 44) -> Double {
    let radius = companion.spectralRadius(z, squarings: squarings)
    return period == 1 ? radius : pow(radius, 1 / Double(period))
  }

  /// How far the negative real axis is stable: the |z| beyond which errors first grow, up to
  /// `longest`; `nil` where they do not grow before.
  public func negativeLimit(upTo longest: Double = 50) -> Double? {
    func grows(_ x: Double, _ squarings: Int, _ tolerance: Double) -> Bool {
      amplification(Complex(-x), squarings: squarings) > 1 + tolerance
    }
    let scan = 0.02
    var x = scan
    while x <= longest, !grows(x, 22, 1e-5) { x += x < 5 ? scan : 5 * scan }
    guard x <= longest else { return nil }
    var (low, high) = (max(0, x - 5 * scan), x)
    if low < 5 { low = max(0, x - scan) }
    for _ in 0..<48 {
      let middle = (low + high) / 2
      if grows(middle, 44, 1e-10) { high = middle } else { low = middle }
    }
    return high
  }
}

/// What a period of steps makes of what the one before has left, each entry a polynomial in z.
private struct Companion: Sendable {
  let size: Int
  /// Row by row.
  private let entries: [[Double]]

  /// - Parameter units: by which power of 1/rho each of what is left scales.
  init(
    _ walk: LinearWalk, period: Int, units: [Int], shift: Int
  ) throws(LinearityError) {
    let (made, columns) = walk.map(of: period, shift: shift)
    guard walk.isLinear else { throw .followsNumbers }
    guard made.count == units.count, columns == units.count else { throw .changesForever }
    // What scales as rho^-unit is larger by that much after the steps.
    let rows = zip(made, units).map { row, unit in
      row.map { $0 * exp(-Double(unit * period) * walk.h) }
    }
    // What nothing follows from has no part in the growth.
    var used = Array(0..<columns)
    while let idle = used.firstIndex(where: { column in
      used.allSatisfy { row in
        stride(from: column, to: rows[row].count, by: columns).allSatisfy { rows[row][$0] == 0 }
      }
    }) {
      used.remove(at: idle)
    }
    size = used.count
    entries = used.flatMap { row in
      used.map { column in
        stride(from: column, to: rows[row].count, by: columns).map { rows[row][$0] }
      }
    }
  }

  func spectralRadius(_ z: Complex, squarings: Int) -> Double {
    guard size > 0 else { return 0 }
    let matrix = entries.map { polynomial in
      polynomial.reversed().reduce(Complex(0)) { $0 * z + Complex($1) }
    }
    return Quickstep.spectralRadius(matrix, size: size, squarings: squarings)
  }
}

/// A solver on equal steps of lambda in variance exploding coordinates.
private final class LinearWalk {
  /// Steps before the recurrence is read, so that no start is left in it; a multiple of all periods.
  private static let warmUp = 12
  private static let steps = 36
  private static let longestPeriod = 6

  private let solver: any Solver
  let h: Double
  private(set) var isLinear = true

  init(_ solver: any Solver, step h: Double) {
    self.solver = solver
    self.h = h
  }

  private struct Pattern: Equatable {
    var order: Int?
    var evaluations: Int
    var carried: Int
  }

  /// After how many steps the way in which they are taken repeats.
  func period() throws(LinearityError) -> Int {
    var patterns: [Pattern] = []
    walk(data: numbers, to: 2 * Self.warmUp) { context, _, index in
      guard index >= Self.warmUp else { return }
      patterns.append(
        Pattern(
          order: context.order, evaluations: context.evaluations, carried: context.carried.count))
    }
    guard isLinear else { throw .followsNumbers }
    let period = (1...Self.longestPeriod).first { period in
      zip(patterns, patterns.dropFirst(period)).allSatisfy { $0 == $1 }
    }
    guard let period else { throw .changesForever }
    return period
  }

  /// By which power of 1/rho each of what a step leaves behind scales: how it changes where the
  /// same states are met one step later.
  func units() -> [Int] {
    func left(after shift: Int) -> [Double] {
      var left: [Double] = []
      walk(data: numbers, shift: shift, to: Self.warmUp) { context, space, index in
        if index == Self.warmUp - 1 { left = context.carried.map { space[$0].first ?? 0 } }
      }
      return left
    }
    return zip(left(after: 0), left(after: 1)).map { here, later in
      let ratio = log(abs(later / here)) / h
      return ratio.isFinite ? Int(ratio.rounded()) : 0
    }
  }

  /// What `count` steps make of all that the step before them left behind.
  /// - Returns: for each what it is the sum of, powers of z after each other; and how many there are.
  func map(of count: Int, shift: Int) -> (rows: [[Double]], columns: Int) {
    var columns = 0
    var rows: [[Double]] = []
    walk(data: numbers, shift: shift, to: Self.warmUp + count) { context, space, index in
      if index == Self.warmUp - 1 {
        let carried = context.carried
        columns = carried.count
        for (place, slot) in carried.enumerated().reversed() {
          space[slot] = (0..<columns).map { $0 == place ? 1 : 0 }
        }
        space.data = { [h] _, x in
          let shifted = Array(repeating: 0, count: columns) + x.map { $0 / h }
          return zip(shifted, x + Array(repeating: 0, count: columns)).map { $0 + $1 }
        }
      } else if index == Self.warmUp + count - 1 {
        rows = context.carried.map { space[$0] }
      }
    }
    return (rows, columns)
  }

  /// D = (1 + mu) y with z = -0.1.
  private func numbers(_ level: NoiseLevel, _ x: [Double]) -> [Double] {
    x.map { $0 - 0.1 / h * $0 }
  }

  private func walk(
    data: @escaping (NoiseLevel, [Double]) -> [Double], shift: Int = 0, to end: Int,
    _ look: (StepContext, LinearStates, Int) -> Void
  ) {
    let levels = (0...Self.steps).map { index in
      NoiseLevel(sigma: exp(Double(Self.warmUp - index - shift) * h))
    }
    let job = SamplingJob(
      linear: solver, EDM(knobs: [:]), along: Grid(levels: levels))
    let space = LinearStates(data: data)
    let start = space.allocate()
    space[start] = [1]
    job.walk(in: space, from: start, steps: end) { context, index in look(context, space, index) }
    isLinear = isLinear && space.isLinear
  }
}

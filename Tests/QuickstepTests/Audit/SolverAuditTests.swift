import Quickstep
import Tensors
import Testing

/// The audit finds every planted fault and no fault where there is none.
@Suite struct SolverAuditTests {
  private static let audit = Result {
    try SolverAudit(with: Kernels(pool: ThreadPool(threads: 1)))
  }

  @Test(arguments: solvers.declarations.map(\.name))
  func noSolverIsFlagged(name: String) throws {
    let solver = try solvers.make(Choice(name).audited())
    guard !solver.needsVariance else { return }
    let findings = try Self.audit.get().findings(of: solver)
    #expect(findings.flags == [], "\(findings)")
  }

  @Test(arguments: PlantedFault.all)
  func everyPlantedFaultIsFlagged(fault: PlantedFault) throws {
    let audit = try Self.audit.get()
    #expect(try audit.findings(of: WrongSolver(fault)).flags != [], "\(fault)")
    #expect(try audit.findings(of: WrongSolver(fault.mended)).flags == [])
  }
}

/// One coefficient of a method that is wrong by a tenth.
struct PlantedFault: Hashable, Sendable {
  enum Method: Hashable, Sendable, CaseIterable {
    /// Adams-Bashforth on the noise for equal steps, and the second-order multistep in lambda.
    case adams2, multistep
    /// Runge-Kutta with two evaluations: the trapezoid and the midpoint.
    case trapezoid, midpoint

    /// Of the predictions in the step's sum, and of the place of an inner one.
    fileprivate var coefficients: [Double] {
      switch self {
      case .adams2: [1.5, -0.5]
      case .multistep: [1.5, -0.5]
      case .trapezoid: [0.5, 0.5, 1]
      case .midpoint: [0, 1, 0.5]
      }
    }
  }

  let method: Method
  let index: Int
  let change: Double

  var mended: PlantedFault { PlantedFault(method: method, index: index, change: 0) }

  /// Twenty: every coefficient, too large and too small.
  static let all: [PlantedFault] = Method.allCases.flatMap { method in
    method.coefficients.indices.flatMap { index in
      [-0.1, 0.1].map { PlantedFault(method: method, index: index, change: $0) }
    }
  }

  fileprivate var coefficients: [Double] {
    var all = method.coefficients
    all[index] += change
    return all
  }
}

/// A method with a fault, or without where the change is 0. It claims what the right one has.
private struct WrongSolver: Solver {
  static let declaration = Declaration("wrong", title: "wrong", summary: "")

  let order: Double? = 2
  private var fault = PlantedFault(method: .adams2, index: 0, change: 0)

  init(_ knobs: KnobValues) {}
  init(_ fault: PlantedFault) { self.fault = fault }

  mutating func step(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    switch fault.method {
    case .adams2, .multistep: multistep(run, from: s, to: t)
    case .trapezoid, .midpoint: rungeKutta(run, from: s, to: t)
    }
  }

  /// x' = ratio x + gain (c0 m + c1 m1), exact for a prediction that does not change.
  private func multistep(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let kind: Prediction = fault.method == .adams2 ? .noise : .data
    let m = run.evaluate(run.state, at: s, as: kind)
    let (ratio, gain) = linear(kind, from: s, to: t)
    let c = fault.coefficients
    guard let past = run.history.first, (t.lambda - s.lambda).isFinite else {
      run.remember(m, at: s, keep: 1)
      return run.advance((run.state, ratio), (m, gain))
    }
    run.advance((run.state, ratio), (m, gain * c[0]), (past.slot, gain * c[1]))
    run.remember(m, at: s, keep: 1)
  }

  /// In y = x/alpha over rho, with an inner evaluation at the share c2 of the step.
  private func rungeKutta(_ run: StepContext, from s: NoiseLevel, to t: NoiseLevel) {
    let x = run.state, c = fault.coefficients
    let eps = run.evaluate(x, at: s, as: .noise)
    let h = t.rho - s.rho
    guard t.sigma > 0 else { return run.advance((x, 1 / s.alpha), (eps, h)) }
    let inner = run.schedule.level(rho: fault.method == .trapezoid ? t.rho : s.rho + h / 2)
    let state = run.combine((x, inner.alpha / s.alpha), (eps, inner.alpha * h * c[2]))
    let there = run.evaluate(state, at: inner, as: .noise)
    run.advance((x, t.alpha / s.alpha), (eps, t.alpha * h * c[0]), (there, t.alpha * h * c[1]))
  }

  private func linear(
    _ kind: Prediction, from s: NoiseLevel, to t: NoiseLevel
  ) -> (ratio: Double, gain: Double) {
    kind == .noise
      ? (t.alpha / s.alpha, t.sigma - t.alpha * s.rho)
      : (t.sigma / s.sigma, t.alpha - s.alpha * t.sigma / s.sigma)
  }
}

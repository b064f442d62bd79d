import Glibc
import Tensors

/// How fast a solver's error falls as steps are added, measured against the exact path.
public struct ConvergenceStudy: Sendable {
  public struct Row: Sendable {
    public let steps: Int
    public let evaluations: Int
    /// Root mean square distance to the exact end state.
    public let error: Double
    /// How fast the error fell from the row before: log2 of its error over this one where the steps
    /// are twice as many; `nil` in the first row.
    public let order: Double?
  }

  public let rows: [Row]

  /// The numbers of steps that are run, each twice the one before.
  public static let stepCounts = [20, 40, 80, 160, 320]

  public init(_ rows: [Row]) { self.rows = rows }

  /// Runs `plan` at the step counts.
  /// - Parameter solver: in place of the plan's.
  /// - Throws: `SamplingError`, `DeclarationError`, or what `ExactPath` throws.
  public init(
    _ plan: Plan, model: any Denoiser, solver: (any Solver)? = nil,
    stepCounts: [Int] = stepCounts, with kernels: Kernels
  ) throws {
    var walk = ConvergenceWalk(
      plan, model: model, solver: solver, stepCounts: stepCounts, with: kernels)
    while try walk.next() != nil {}
    rows = walk.rows
  }

  /// The order over the last two doublings whose errors are above rounding: the exact end is known
  /// to about ten digits. `nil` where there are none.
  public var observedOrder: Double? {
    let orders = rows.filter { $0.error > 1e-9 }.compactMap(\.order).suffix(2)
    return orders.isEmpty ? nil : orders.reduce(0, +) / Double(orders.count)
  }
}

extension ConvergenceStudy {
  /// Whether the error falls as fast as the solver declares, in a sentence.
  /// - Parameter declared: `nil` for a solver that draws noise.
  public func verdict(declared: Double?) -> String {
    guard let observed = observedOrder else {
      return "Verdict: the error is down to rounding at once."
    }
    let seen = "order \(format(observed)) over the last doublings of the steps"
    guard let declared else { return "Verdict: none is declared; observed is \(seen)." }
    return observed > declared - 0.25
      ? "Verdict: \(seen), as declared."
      : "Verdict: \(seen), below the declared \(brief(declared))."
  }
}

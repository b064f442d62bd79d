import Glibc

/// Chooses the length of the next step from the error of the last (Hairer, Nørsett & Wanner 1993,
/// section II.4; with the three last errors: Söderlind 2003).
struct StepController: Sendable {
  private enum Form: String, CaseIterable {
    /// Steps grow and shrink smoothly by the last three errors.
    case pid
    /// The longest step that the last error allows, a little less for safety.
    case classic
  }

  static let knobs: [Knob] = [
    Knob(
      "controller", "how an error sets the next step: by the last three, or by the last",
      .choice(Form.allCases.map(\.rawValue)), default: .word(Form.pid.rawValue)),
    Knob(
      "safety", "least factor of a step that is kept (pid), or factor on every step (classic)",
      .real(0.1...1, step: .linear(0.01)), default: .real(0.81)),
    Knob(
      "pcoeff", "weight of the change of errors", .real(-2...2, step: .linear(0.1)),
      default: .real(0)),
    Knob("icoeff", "weight of the last error", .real(0...2, step: .linear(0.1)), default: .real(1)),
    Knob("dcoeff", "weight of their bend", .real(-2...2, step: .linear(0.1)), default: .real(0)),
  ]

  /// After so many attempts the error no longer counts, and what is left is taken in steps as long as
  /// the grid's, so that every run ends.
  private static let patience = 10_000
  /// The share of a first step that no step falls below.
  private static let least = 1e-4
  private static let longest = 1e3

  private let form: Form
  private let safety, order, shortest: Double
  private let exponents: [Double]
  /// 1 / error, newest first.
  private var inverses: [Double] = []
  private var attempts = 0
  private(set) var h: Double

  init(_ knobs: KnobValues, first: Double, order: Double) {
    form = knobs.choice("controller")
    safety = knobs.real("safety")
    let p = knobs.real("pcoeff"), i = knobs.real("icoeff"), d = knobs.real("dcoeff")
    exponents = [(p + i + d) / order, -(p + 2 * d) / order, d / order]
    self.order = order
    h = first
    shortest = first * Self.least
  }

  /// Whether a step is kept; sets the next one.
  /// - Parameters:
  ///   - length: at most `h`, where the step's end was nearer.
  ///   - error: 1 is what is tolerated.
  mutating func accepts(_ length: Double, error: Double) -> Bool {
    attempts += 1
    guard attempts <= Self.patience else {
      h = Self.longest
      return true
    }
    let accepted: Bool
    switch form {
    case .pid: accepted = acceptsByThree(error)
    case .classic:
      accepted = error <= 1
      h = length * (error.isFinite ? safety * pow(max(error, 1e-16), -1 / order) : 0.1)
    }
    h = h.isFinite ? min(max(h, shortest), Self.longest) : shortest
    return accepted || length <= shortest
  }

  private mutating func acceptsByThree(_ error: Double) -> Bool {
    let inverse = error.isFinite ? 1 / (error + 1e-8) : 1e-8
    if inverses.isEmpty { inverses = [inverse, inverse, inverse] }
    inverses[0] = inverse
    let factor = zip(inverses, exponents).reduce(1) { $0 * pow($1.0, $1.1) }
    let limited = 1 + atan(factor - 1)
    h *= limited
    guard limited >= safety else { return false }
    inverses = [inverse, inverse, inverses[1]]
    return true
  }
}

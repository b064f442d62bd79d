import Glibc

/// What a walk is for: the mean of g, or the minimum of the mean of (theta - g_i)²/2, which is
/// the same number reached by steps.
public enum WalkForm: Sendable { case sampling, optimisation }

/// How strongly a walk repels itself, and how fast it forgets.
public struct Gains: Hashable, Sendable {
  /// 0 … 20; 0 is the base chain.
  public let alpha: Double
  /// Of the occupation and of theta, 0.5 < a, b <= 1.
  public let a, b: Double

  public init(alpha: Double, a: Double, b: Double) {
    self.alpha = alpha
    self.a = a
    self.b = b
  }

  /// Of the occupation at move n = 1, 2, …
  func gamma(_ n: Int) -> Double { pow(Double(n + 1), -a) }

  /// Of theta at move n = 1, 2, …
  func beta(_ n: Int) -> Double { pow(Double(n + 1), -b) }
}

extension WalkForm {
  /// The a of whom nobody has told one: the plain occupation, or much faster than theta.
  public var standardA: Double {
    switch self {
    case .sampling: 1
    case .optimisation: 0.6
    }
  }

  /// The gain of what is estimated at move n: 1/n for a mean, else beta_n. The squared error
  /// falls like that.
  func scale(_ n: Int, _ gains: Gains) -> Double {
    switch self {
    case .sampling: 1 / Double(n)
    case .optimisation: gains.beta(n)
    }
  }
}

import Experiments

/// A way to unmask texts: which tokens are revealed when. It reads laws and reveals; texts do the
/// counting.
public protocol Unmasker: Component {
  /// How many steps it takes.
  static var pace: Pace { get }

  /// One step of one text. Steps after the text is complete do no harm.
  func step(_ text: inout MaskedText, _ span: Span)

  /// Calls that one text can cost at most.
  func calls(steps N: Int, length L: Int) -> Int

  /// Mean masks and times after 0, 1, …, N steps; `nil` where only running shows them.
  func foreseen(steps N: Int, length L: Int) -> [Outlook]?
}

extension Unmasker {
  public func calls(steps N: Int, length L: Int) -> Int { N }
  public func foreseen(steps N: Int, length L: Int) -> [Outlook]? {
    Span.left(steps: N, length: L).map { n in
      Outlook(masked: Double(n), time: Double(n) / Double(L))
    }
  }
}

/// How a method's number of steps follows from what is asked for and from the length of a text.
public enum Pace: Sendable {
  /// As many as are asked for.
  case free
  /// As many as are asked for, at most one a token.
  case upToTokens
  case oneAToken
  /// As many as the texts need, at most one a token.
  case open

  /// N, or the most that there can be.
  public func steps(_ asked: Int, length L: Int) -> Int {
    switch self {
    case .free: asked
    case .upToTokens: min(asked, L)
    case .oneAToken, .open: L
    }
  }
}

/// One of N steps of time from 1, all masked, to 0.
public struct Span: Sendable {
  /// Steps before this one.
  public let index: Int
  /// N.
  public let count: Int
  /// Where it begins, if that lies within the step.
  var begins: Double?

  /// t_k = 1 - k/N, where the step begins.
  public var t: Double { begins ?? 1 - Double(index) / Double(count) }
  /// t_(k+1), where it ends.
  public var s: Double { Double(count - index - 1) / Double(count) }

  /// How many of `n` masked tokens it reveals, so that equal steps leave none.
  public func share(of n: Int) -> Int {
    let steps = max(1, count - index)
    return (n + steps - 1) / steps
  }

  /// Masked tokens after 0, 1, …, N steps that each reveal their share.
  static func left(steps N: Int, length L: Int) -> [Int] {
    (0..<N).reduce(into: [L]) { left, index in
      left.append(left[index] - Span(index: index, count: N).share(of: left[index]))
    }
  }
}

/// What is known of a step before it happens.
public struct Outlook: Sendable {
  /// Mean number of masked tokens of a text.
  public let masked: Double
  /// Mean t.
  public let time: Double
}

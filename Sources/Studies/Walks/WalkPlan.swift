import Experiments

/// What a walk is asked to do.
public struct WalkPlan: Worded {
  public var graph = Choice("barbell16")
  public var walker = Choice("srrw")
  /// Of every token.
  public var moves = 6000
  /// 0 … 20.
  public var alpha = 5.0
  /// 0.51 … 1; `nil` leaves it to the walker.
  public var a: Double?
  /// 0.51 … 1.
  public var b = 0.9
  public var tokens = 256
  public var seed: UInt64 = 7

  public init() {}

  /// For gains whose sum is infinite and whose sum of squares is not: 1/2 is left out.
  static let gainRange = 0.51...1.0

  public static let words: PlanWords<WalkPlan> = [
    .component(
      "model", .model, at: \.graph, of: graphs, rank: 0, mention: .always("*"),
      "graph that is walked"),
    .component(
      "solver", .solver, at: \.walker, of: walkers, rank: 1, mention: .always("*"),
      "how tokens choose their next place"),
    .integer(
      "steps", .steps, at: \.moves, in: 200...50_000, label: "moves", rank: 2,
      mention: .always("* moves"), "moves of every token"),
    .real(
      "alpha", .guidance, at: \.alpha, 0...20, step: .linear(0.5), rank: 3,
      mention: .changed("alpha *"), "how strongly a walk repels itself"),
    .automatic(
      "a", .guidance, at: \.a, gainRange, step: .linear(0.05), rank: 4, mention: .changed("a *"),
      "the occupation's gain is (n + 1)^-a"),
    .real(
      "b", .guidance, at: \.b, gainRange, step: .linear(0.05), rank: 5,
      mention: .changed("b *"), "theta's gain is (n + 1)^-b"),
    .integer(
      "batch", .model, at: \.tokens, in: 1...1024, label: "walkers", rank: 6,
      mention: .always("\u{d7}*"), "tokens that walk on their own"),
    .seed(at: \.seed, rank: 7),
  ]
}

extension WalkPlan {
  func gains(of walker: any Walker) -> Gains {
    Gains(alpha: walker.repulsion(alpha), a: a ?? walker.form.standardA, b: b)
  }
}

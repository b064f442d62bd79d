import Experiments

/// What a run of masked diffusion is asked for.
public struct MaskedPlan: Worded {
  public var model = Choice("text")
  public var solver = Choice("first-hitting")
  /// N steps of time, or S calls; methods that decide it themselves do not read it.
  public var steps = 64
  public var temperature = 1.0
  public var precision = Choice("64")
  public var batch = 32
  public var seed: UInt64 = 7

  public init() {}

  public static let words: PlanWords<Self> = [
    .component(
      "model", .model, at: \.model, of: maskedModels, rank: 0, mention: .always("*"),
      "law of the texts"),
    .component(
      "solver", .solver, at: \.solver, of: unmaskers, rank: 1, mention: .always("*"),
      "which tokens are revealed when"),
    .integer(
      "steps", .steps, at: \.steps, in: 1...4096, rank: 2, mention: .always("* steps"),
      "steps of time, or calls of a parallel method"),
    .real(
      "temperature", .guidance, at: \.temperature, 0.1...2, step: .linear(0.05), rank: 3,
      mention: .changed("temperature *"), "T of p^(1/T), what the laws are bent by; 1 is unbent"),
    .component(
      "precision", .guidance, at: \.precision, of: Precision.catalog, rank: 4,
      mention: .changed("* bits"), "bits of the numbers that draws are made of"),
    .integer(
      "batch", .model, at: \.batch, in: 1...200_000, label: "texts", rank: 5,
      mention: .always("×*"), "number of texts"),
    .seed(at: \.seed, rank: 6),
  ]
}

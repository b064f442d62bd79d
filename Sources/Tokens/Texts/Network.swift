import Tensors

/// The model as a method sees it: its answers bent by the temperature, and what draws are made of.
final class Network: Sendable {
  let model: any MaskedModel
  let temperature: Double
  let precision: Precision
  let seed: UInt64
  let kernels: Kernels

  init(
    _ model: any MaskedModel, temperature: Double = 1, precision: Precision = .double,
    seed: UInt64, kernels: Kernels
  ) {
    self.model = model
    self.temperature = temperature
    self.precision = precision
    self.seed = seed
    self.kernels = kernels
  }

  convenience init(_ model: any MaskedModel, _ job: MaskedJob, kernels: Kernels) {
    self.init(
      model, temperature: job.plan.temperature, precision: job.precision, seed: job.plan.seed,
      kernels: kernels)
  }

  func dice(text: Int, step: Int) -> Dice {
    Dice(kernels: kernels, seed: seed, text: UInt32(text), step: UInt32(step))
  }

  /// One call.
  func laws(of tokens: [Int?]) -> Laws {
    Laws(model.laws(of: tokens), temperature)
  }
}

/// The answer to one call: the law of every masked place.
public final class Laws: Sendable {
  /// As the model has them; empty for visible places.
  let exact: [[Double]]
  private let rows: [[Double]]
  /// In nats; 0 for visible places.
  public let entropies: [Double]

  /// The law at a place, the temperature applied.
  public subscript(place: Int) -> [Double] { rows[place] }

  init(_ exact: [[Double]], _ T: Double) {
    // Independent tokens share one row, which is worked on once: to compare it with itself takes no
    // time.
    var (rows, entropies, last) = (exact, [Double](repeating: 0, count: exact.count), 0)
    for place in exact.indices where !exact[place].isEmpty {
      if place > last, exact[place] == exact[last] {
        if T != 1 { rows[place] = rows[last] }
        entropies[place] = entropies[last]
      } else {
        if T != 1 { rows[place] = tempered(exact[place], T) }
        entropies[place] = entropy(rows[place])
        last = place
      }
    }
    self.exact = exact
    self.rows = rows
    self.entropies = entropies
  }
}

import Glibc

/// The table of a diffusers scheduler: alpha² at its whole time steps 0 … N - 1.
struct DiffusersTable {
  enum BetaSchedule: String, CaseIterable {
    case linear, sigmoid, laplace
    case scaledLinear = "scaled_linear"
    case squaredCosine = "squaredcos_cap_v2"
    case exponential = "exp"
  }

  /// The options that make the table, with the defaults most classes share.
  static let options: [String: JSONValue] = [
    "num_train_timesteps": 1000, "beta_start": 0.0001, "beta_end": 0.02,
    "beta_schedule": "linear", "trained_betas": nil,
  ]

  /// alpha².
  private(set) var alphaBars: [Double]
  /// The declared schedule that it is; nil for one that has no name.
  private var named: Choice?

  /// - Parameters:
  ///   - options: holds `Self.options`.
  ///   - schedules: the ones that the class has.
  ///   - zeroSNR: move the last entry to alpha = 0 (Lin et al. 2023, algorithm 1).
  init(
    _ options: PeerOptions,
    schedules: [BetaSchedule] = [.linear, .scaledLinear, .squaredCosine],
    zeroSNR: Bool = false
  ) throws(TranslationError) {
    var betas: [Double]
    named = nil
    if let trained = try options.optionalReals("trained_betas") {
      betas = trained
    } else {
      let schedule = try options.word("beta_schedule", as: BetaSchedule.self)
      guard schedules.contains(schedule) else {
        throw options.refused(
          "beta_schedule", needed: schedules.map(\.rawValue).joined(separator: " or "))
      }
      betas = schedule.betas(
        from: try options.real("beta_start", in: 0...1),
        to: try options.real("beta_end", in: 0...1),
        count: try options.integer("num_train_timesteps", in: 2...100_000))
      named = try schedule.choice(options)
    }
    guard betas.count == (try options.integer("num_train_timesteps", in: 2...100_000)),
      betas.allSatisfy({ 0 < $0 && $0 < 1 })
    else {
      throw options.unsupported("the table needs one beta between 0 and 1 per training time step")
    }
    alphaBars = cumulativeProducts(betas.map { 1 - $0 })
    if zeroSNR {
      alphaBars = DiffusersTable.withZeroTerminalSNR(alphaBars)
      named = nil
    }
  }

  /// The declared schedule that comes nearest: the table itself where it has a name, else its
  /// range of sigma/alpha.
  var choice: Choice {
    if let named { return named }
    let positive = rhos.filter { $0 > 0 && $0 <= 1e4 }
    return Choice(
      EDM.declaration.name,
      [
        "sigma-min": .real(positive.min() ?? 0.002), "sigma-max": .real(positive.max() ?? 80),
      ])
  }

  var count: Int { alphaBars.count }

  /// sigma / alpha of every entry.
  var rhos: [Double] { alphaBars.map { sqrt((1 - $0) / $0) } }

  /// The variance preserving level of an entry; `t` as the peer shows it.
  func level(_ t: Int) -> NoiseLevel {
    NoiseLevel(t: Double(t), alpha: sqrt(alphaBars[t]), sigma: sqrt(1 - alphaBars[t]))
  }

  /// The classes that work with sigma / alpha keep the last entry of a zero-SNR table above 0.
  mutating func keepLastAboveZero() { alphaBars[count - 1] = 0x1p-24 }

  /// The table as a schedule with levels between its entries.
  var schedule: TrainedTable { TrainedTable(alphaBars: alphaBars) }

  /// Shifts and scales alpha so that the last becomes 0 and the first stays, then goes through the
  /// betas once more as the peer does.
  private static func withZeroTerminalSNR(_ alphaBars: [Double]) -> [Double] {
    let alphas = alphaBars.map { sqrt($0) }
    let first = alphas[0], last = alphas[alphas.count - 1]
    let rescaled = alphas.map { ($0 - last) * (first / (first - last)) }.map { $0 * $0 }
    let ratios = rescaled.indices.map { $0 == 0 ? rescaled[0] : rescaled[$0] / rescaled[$0 - 1] }
    return cumulativeProducts(ratios.map { 1 - (1 - $0) })
  }
}

extension DiffusersTable.BetaSchedule {
  /// The declared schedule with the same betas; nil where there is none.
  fileprivate func choice(_ options: PeerOptions) throws(TranslationError) -> Choice? {
    let entries = KnobValue.integer(try options.integer("num_train_timesteps"))
    let name: String
    switch self {
    case .linear: name = LinearTable.declaration.name
    case .scaledLinear: name = ScaledLinear.declaration.name
    case .sigmoid: name = Sigmoid.declaration.name
    case .squaredCosine: return Choice(CosineTable.declaration.name, ["entries": entries])
    case .exponential, .laplace: return nil
    }
    let start = try options.real("beta_start"), end = try options.real("beta_end")
    guard (1e-6...0.5).contains(start), (1e-6...0.9).contains(end) else { return nil }
    return Choice(name, ["b0": .real(start), "b1": .real(end), "entries": entries])
  }

  fileprivate func betas(from start: Double, to end: Double, count: Int) -> [Double] {
    switch self {
    case .linear: return linearlySpaced(start, end, count: count)
    case .scaledLinear:
      return linearlySpaced(sqrt(start), sqrt(end), count: count).map { $0 * $0 }
    case .sigmoid:
      return linearlySpaced(-6, 6, count: count).map { (end - start) / (1 + exp(-$0)) + start }
    case .squaredCosine:
      return capped(count) { pow(cos(($0 + 0.008) / 1.008 * .pi / 2), 2) }
    case .exponential: return capped(count) { exp(-12 * $0) }
    case .laplace:
      return capped(count) { t in
        let lambda = -0.5 * copysign(1, 0.5 - t) * log(1 - 2 * abs(0.5 - t) + 1e-6)
        let ratio = exp(lambda)
        return sqrt(ratio / (1 + ratio))
      }
    }
  }

  /// Betas that make alpha² follow a function of t in 0 … 1, at most 0.999.
  private func capped(_ count: Int, _ alphaBar: (Double) -> Double) -> [Double] {
    (0..<count).map { i in
      let t = Double(i) / Double(count), next = Double(i + 1) / Double(count)
      return min(1 - alphaBar(next) / alphaBar(t), 0.999)
    }
  }
}

private func cumulativeProducts(_ factors: [Double]) -> [Double] {
  var product = 1.0
  return factors.map { factor in
    product *= factor
    return product
  }
}

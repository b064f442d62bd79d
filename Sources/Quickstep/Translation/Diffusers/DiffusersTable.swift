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
  /// That of the last entry as the library has it, in single precision.
  private var lastSingle: Float

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
    var singles: [Float]
    if let trained = try options.optionalReals("trained_betas") {
      betas = trained
      singles = trained.map(Float.init)
    } else {
      let schedule = try options.word("beta_schedule", as: BetaSchedule.self)
      guard schedules.contains(schedule) else {
        throw options.refused(
          "beta_schedule", needed: schedules.map(\.rawValue).joined(separator: " or "))
      }
      let start = try options.real("beta_start", in: 0...1)
      let end = try options.real("beta_end", in: 0...1)
      let count = try options.integer("num_train_timesteps", in: 2...100_000)
      betas = schedule.betas(from: start, to: end, count: count)
      singles = schedule.singleBetas(from: start, to: end, betas)
    }
    guard betas.count == (try options.integer("num_train_timesteps", in: 2...100_000)),
      betas.allSatisfy({ 0 < $0 && $0 < 1 })
    else {
      throw options.unsupported("the table needs one beta between 0 and 1 per training time step")
    }
    alphaBars = cumulativeProducts(betas.map { 1 - $0 })
    lastSingle = Float(singles.reduce(1.0) { $0 * Double(1 - $1) })
    if zeroSNR { alphaBars = DiffusersTable.withZeroTerminalSNR(alphaBars) }
  }

  /// The table of the classes that work with sigma / alpha: of one with zero terminal SNR they keep
  /// the last entry above 0.
  static func withZeroSNR(_ options: PeerOptions) throws(TranslationError) -> DiffusersTable {
    let option = "rescale_betas_zero_snr"
    let zeroSNR = options.has(option) ? try options.flag(option) : false
    var table = try DiffusersTable(options, zeroSNR: zeroSNR)
    if zeroSNR {
      table.alphaBars[table.count - 1] = 0x1p-24
      table.lastSingle = 0x1p-24
    }
    return table
  }

  /// The table of the classes that may rescale it to zero terminal SNR.
  init(rescaling options: PeerOptions) throws(TranslationError) {
    try self.init(options, zeroSNR: try options.flag("rescale_betas_zero_snr"))
  }

  var count: Int { alphaBars.count }

  /// sigma / alpha of every entry.
  var rhos: [Double] { alphaBars.map { sqrt((1 - $0) / $0) } }

  /// Whether the library finds the last entry's own time step from its sigma. It compares the
  /// logarithm with one of a table in single precision, which may be rounded up; where logarithms
  /// are placed, with the table's own.
  func findsItsLast(placing sigmas: DiffusersSigmas) -> Bool {
    let sigma = Double(sqrtf((1 - lastSingle) / lastSingle))
    let listed = Double(Float(log(sigma)))
    return (sigmas == .lu ? log(exp(listed)) : log(sigma)) >= listed
  }

  /// The variance preserving level of an entry; `t` as the peer shows it.
  func level(_ t: Int) -> NoiseLevel {
    NoiseLevel(t: Double(t), alpha: sqrt(alphaBars[t]), sigma: sqrt(1 - alphaBars[t]))
  }

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

  /// The betas as the library has them: lines are drawn in single precision, from both ends.
  fileprivate func singleBetas(
    from start: Double, to end: Double, _ betas: [Double]
  ) -> [Float] {
    switch self {
    case .linear: return singleLine(Float(start), Float(end), count: betas.count)
    case .scaledLinear:
      return singleLine(Float(sqrt(start)), Float(sqrt(end)), count: betas.count).map { $0 * $0 }
    case .sigmoid, .laplace, .squaredCosine, .exponential: return betas.map(Float.init)
    }
  }

  private func singleLine(_ first: Float, _ last: Float, count: Int) -> [Float] {
    let step = (last - first) / Float(count - 1)
    return (0..<count).map { i in
      i < count / 2
        ? first.addingProduct(step, Float(i)) : last.addingProduct(-step, Float(count - 1 - i))
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

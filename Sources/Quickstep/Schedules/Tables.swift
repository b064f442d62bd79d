import Glibc

extension Knob {
  fileprivate static let tableEntries = Knob(
    "entries", "length of the table", .integer(2...100_000), default: .integer(1000))

  fileprivate static func betaStart(_ value: Double) -> Knob {
    Knob("b0", "first beta", .real(1e-6...0.5, step: .factor(1.1)), default: .real(value))
  }

  fileprivate static func betaEnd(_ value: Double) -> Knob {
    Knob("b1", "last beta", .real(1e-6...0.9, step: .factor(1.1)), default: .real(value))
  }
}

/// beta rises linearly over the table (Ho et al. 2020).
public struct LinearTable: TableSchedule {
  public static let declaration = Declaration(
    "linear", title: "VP linear, table", summary: "variance preserving, 1000 betas in a line",
    paper: "Ho et al. 2020, Denoising Diffusion Probabilistic Models, section 4",
    knobs: [.betaStart(1e-4), .betaEnd(0.02), .tableEntries])

  let table: AlphaTable

  public init(_ knobs: KnobValues) {
    table = AlphaTable(
      betas: linearlySpaced(
        knobs.real("b0"), knobs.real("b1"), count: knobs.integer("entries")))
  }
}

/// The square root of beta rises linearly over the table (Rombach et al. 2022).
public struct ScaledLinear: TableSchedule {
  public static let declaration = Declaration(
    "scaled-linear", title: "scaled linear, table",
    summary: "variance preserving, square roots of 1000 betas in a line",
    paper: "Rombach et al. 2022, High-Resolution Image Synthesis with Latent Diffusion Models",
    knobs: [.betaStart(0.00085), .betaEnd(0.012), .tableEntries])

  let table: AlphaTable

  public init(_ knobs: KnobValues) {
    let roots = linearlySpaced(
      sqrt(knobs.real("b0")), sqrt(knobs.real("b1")), count: knobs.integer("entries"))
    table = AlphaTable(betas: roots.map { $0 * $0 })
  }
}

/// alpha² falls like a squared cosine, with beta at most 0.999 (Nichol & Dhariwal 2021, eq. 17).
public struct CosineTable: TableSchedule {
  public static let declaration = Declaration(
    "cosine-table", title: "squared cosine, table",
    summary: "variance preserving, 1000 betas of a squared cosine, capped at 0.999",
    paper: "Nichol & Dhariwal 2021, Improved Denoising Diffusion Probabilistic Models, eq. 17",
    knobs: [.tableEntries])

  let table: AlphaTable

  public init(_ knobs: KnobValues) {
    let count = knobs.integer("entries")
    func alphaBar(_ t: Double) -> Double { pow(cos((t + 0.008) / 1.008 * .pi / 2), 2) }
    table = AlphaTable(
      betas: (0..<count).map { i in
        let t = Double(i) / Double(count), next = Double(i + 1) / Double(count)
        return min(1 - alphaBar(next) / alphaBar(t), 0.999)
      })
  }
}

/// beta rises like a sigmoid over the table (Xu et al. 2022).
public struct Sigmoid: TableSchedule {
  public static let declaration = Declaration(
    "sigmoid", title: "sigmoid, table", summary: "variance preserving, 1000 betas of a sigmoid",
    paper: "Xu et al. 2022, GeoDiff",
    knobs: [.betaStart(1e-4), .betaEnd(0.02), .tableEntries])

  let table: AlphaTable

  public init(_ knobs: KnobValues) {
    let b0 = knobs.real("b0"), b1 = knobs.real("b1")
    table = AlphaTable(
      betas: linearlySpaced(-6, 6, count: knobs.integer("entries")).map {
        (b1 - b0) / (1 + exp(-$0)) + b0
      })
  }
}

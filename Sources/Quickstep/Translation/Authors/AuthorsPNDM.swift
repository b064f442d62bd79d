/// The PNDM authors' code (luping-liu/PNDM, `runner/method.py`), on its table of 1000 linear betas.
enum AuthorsPNDM: PeerSampler {
  private enum Method: String, CaseIterable {
    case first = "DDIM"
    case second = "S-PNDM"
    case fourth = "F-PNDM"
    case classical = "FON"

    var solver: Choice {
      switch self {
      case .first: Choice("euler")
      case .second: Choice("plms", ["order": .integer(2), "warm-up": .word("improved-euler")])
      case .fourth: Choice("plms", ["warm-up": .word("runge-kutta")])
      case .classical:
        Choice("plms", ["warm-up": .word("runge-kutta"), "transfer": .word("linear")])
      }
    }
  }

  /// What a record says of the table, the labels and the levels that they stand for.
  private enum Betas: String, CaseIterable { case linear = "linspace(1e-4, .02, 1000)" }
  private enum LevelOfLabel: String, CaseIterable { case next = "alphas_cumprod[trunc(t)+1]" }

  static let names = Method.allCases.map(\.rawValue)

  private static let defaults: [String: JSONValue] = [
    "method": nil, "betas": .string(Betas.linear.rawValue), "seq": nil,
    "level_of_t": .string(LevelOfLabel.next.rawValue),
  ]

  static func translate(_ request: PeerRequest) throws(TranslationError) -> Translation {
    let options = try PeerOptions(of: request.name, request.configuration, defaults: defaults)
    try options.checkArguments(request, step: [], timesteps: [])
    guard let method = Method(rawValue: request.name) else {
      throw .unknownSampler(request.name, known: names)
    }
    if options.isSet("method"), try options.word("method", as: Method.self) != method {
      throw options.refused("method", needed: "\"\(method.rawValue)\"")
    }
    let _: Betas = try options.word("betas")
    let _: LevelOfLabel = try options.word("level_of_t")
    // With more, the peer's first label lies outside its table.
    try options.checkSteps(request.steps, most: 500)
    let stride = 1000 / request.steps
    let labels = "range(0,1000,\(stride)), last target t=-1"
    if options.isSet("seq"), try options.text("seq") != labels {
      throw options.refused("seq", needed: "\"\(labels)\"")
    }
    let table = LabelledTable()
    let times = Swift.stride(from: 0, to: 1000, by: stride).reversed() + [-1]
    return Translation(
      schedule: table, grid: Grid(levels: times.map { table.level(t: Double($0)) }),
      solver: method.solver, prediction: .noise, startScale: 1, recording: .steps)
  }
}

/// The linear table as the peer reads it: a label stands for the entry after it, and a fraction of
/// a label for nothing, so that its path goes in steps and has differences for rates.
private struct LabelledTable: Schedule {
  static let declaration = Declaration(
    "labelled", title: "VP linear, labels", summary: "the linear table, read one entry on",
    paper: "Liu et al. 2022, Pseudo Numerical Methods for Diffusion Models on Manifolds")

  private let table = LinearTable(KnobValues(LinearTable.declaration.knobs, [:]))

  init(_ knobs: KnobValues) {}
  init() {}

  var range: ClosedRange<Double> { -1...table.range.upperBound - 1 }

  func level(t: Double) -> NoiseLevel { labelled(t, table.level(t: t.rounded(.towardZero) + 1)) }

  func level(lambda: Double) -> NoiseLevel {
    let level = table.level(lambda: lambda)
    return labelled(level.t - 1, level)
  }

  func rate(t: Double) -> (alpha: Double, sigma: Double) {
    let level = level(t: t), next = self.level(t: t - 1)
    return (level.alpha - next.alpha, level.sigma - next.sigma)
  }

  func startScale(_ level: NoiseLevel) -> Double { 1 }

  private func labelled(_ t: Double, _ level: NoiseLevel) -> NoiseLevel {
    NoiseLevel(t: t, alpha: level.alpha, sigma: level.sigma)
  }
}

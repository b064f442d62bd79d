import Experiments
import Tensors
import Testing

/// The code of the article on families, as it stands there.
@Suite struct FamilyArticleTests {
  @Test func aFamilyOfOnesOwn() throws {
    let families = Families([CoinFamily()])
    let sentence = try families.sentence(
      runLine: "quickstep:1 --model coin:heads=0.25 --steps 2000")
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    var run = try families[sentence].begin(sentence, with: Equipment(kernels))
    var last: RunRecord?
    while let record = try run.next() { last = record }
    print(last?.values ?? [])
    let record = try #require(last)
    #expect(record.step == 2000 && record.spent == 2000)
    #expect(abs((record.values[1] ?? 0) - 0.25) < 0.04)
    #expect(families.runLine(sentence) == "quickstep:1 --model coin:heads=0.25 --steps 2000")
    #expect(run.previews(most: 1).count == run.outline.previews.count)
    #expect(throws: DeclarationError.self) {
      try families.sentence(runLine: "quickstep:1 --model coin:heads=2")
    }
  }
}

/// What a run of the family is asked to do.
struct CoinPlan: Worded {
  var coin = Choice("coin")
  var tosses = 100
  var seed: UInt64 = 7

  static let coinDeclaration = Declaration(
    "coin", title: "Coin", summary: "a coin that may be unfair",
    knobs: [
      Knob("heads", "chance of heads", .real(0...1, step: .linear(0.05)), default: .real(0.5))
    ])

  static let words: PlanWords<CoinPlan> = [
    .named("model", at: \.coin, coinDeclaration, rank: 0, "coin that is tossed"),
    .integer(
      "steps", .steps, at: \.tosses, in: 1...100_000, rank: 1, mention: .always("* tosses"),
      "tosses of the coin"),
    .seed(at: \.seed, rank: 2),
  ]
}

/// Tosses a coin and tells the share of heads.
struct CoinFamily: Family {
  static let declaration = Declaration(
    "coin", title: "Coins", summary: "how often a coin shows heads")

  var cards: [ModelCard] {
    [ModelCard("coin", kind: "coin", summary: "a coin that may be unfair", labels: [:])]
  }

  func forecast(_ plan: CoinPlan, _ card: ModelCard) -> Forecast {
    Forecast(CoinRun.outline(plan))
  }

  func begin(_ plan: CoinPlan, with equipment: Equipment) -> CoinRun {
    CoinRun(plan, equipment.kernels)
  }
}

/// One toss a step; each is a function of seed and step alone.
struct CoinRun: Experiment {
  let outline: RunOutline
  private let plan: CoinPlan
  private let kernels: Kernels
  private let chance: Double
  private var step = 0
  private var heads = 0
  private var shares: [SIMD2<Double>] = []

  init(_ plan: CoinPlan, _ kernels: Kernels) {
    self.plan = plan
    self.kernels = kernels
    outline = Self.outline(plan)
    chance = KnobValues(CoinPlan.coinDeclaration.knobs, plan.coin.knobs).real("heads")
  }

  static func outline(_ plan: CoinPlan) -> RunOutline {
    RunOutline(
      statistics: [
        RunStatistic(
          Statistic(
            name: "step", symbol: "#", unit: "", summary: "tosses", format: .count, scale: .linear),
          rank: 0, largest: plan.tosses),
        RunStatistic(
          Statistic(
            name: "share", symbol: "heads", unit: "", summary: "share of heads",
            format: .significant, scale: .linear), rank: 1),
      ], steps: plan.tosses, budget: RunBudget(unit: "tosses", total: plan.tosses, speed: .rate),
      previews: [PreviewKind(name: "share of heads", shortName: "share")], landmark: "share",
      plotted: ["share"])
  }

  mutating func next() throws -> RunRecord? {
    guard step <= plan.tosses else { return nil }
    if step > 0, toss() < chance { heads += 1 }
    let share = step > 0 ? Double(heads) / Double(step) : nil
    if let share { shares.append([Double(step), share]) }
    defer { step += 1 }
    return RunRecord(step: step, values: [Double(step), share], spent: step)
  }

  func previews(most: Int) -> [Preview?] {
    [shares.isEmpty ? nil : .curves([Curve("heads", shares)])]
  }

  private func toss() -> Double {
    var number = 0.0
    withUnsafeMutablePointer(to: &number) { place in
      kernels.fillUniforms(
        UnsafeMutableBufferPointer(start: place, count: 1), samples: CollectionOfOne(0),
        key: NoiseKey(seed: plan.seed, step: UInt32(step), purpose: 0))
    }
    return number
  }
}

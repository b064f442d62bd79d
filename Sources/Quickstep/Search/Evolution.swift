/// Sets of levels that are chosen from fine ones by evolution (Li et al. 2023, AutoDiffusion): of
/// every generation the best are kept, changed and crossed. For a network whose parts can be left
/// out, a second stage lets steps do with ever fewer of them, and take more steps instead.
public struct Evolution: Search {
  public static let declaration = Declaration(
    "evolution", title: "evolution", summary: "sets of fine levels, kept, changed and crossed",
    paper: """
      Li et al. 2023, AutoDiffusion: Training-Free Optimization of Time Steps and Architectures for \
      Automated Diffusion Model Acceleration
      """,
    knobs: [
      .fine(100, upTo: 1000),
      Knob("population", "sets of a generation", .integer(4...400), default: .integer(50)),
      Knob("generations", "how many there are", .integer(1...100), default: .integer(10)),
      Knob(
        "mutation", "share of a set that a change replaces", .real(0.05...1, step: .linear(0.05)),
        default: .real(0.25)),
      Knob(
        "skip",
        "share of the network's parts that a step may leave out, so that others can be more",
        .real(0...0.5, step: .linear(0.05)), default: .real(0)),
    ])
  public static let form = SearchForm.levels
  public static let pictureName = "left out"

  /// Generations after which parts are left out at the latest, and in how many more the share of
  /// them has grown to its limit.
  private static let stages = 5

  private let fine, population, generations: Int
  private let mutation, skip: Double

  /// Without the clean end, which all ways have.
  private var levels: [NoiseLevel] = []
  private var clean = NoiseLevel(sigma: 0)
  private var budget = PartBudget(S: 0, L: 0)
  /// Of every way that was tried.
  private var errors: [EvolvedWay: Double] = [:]
  private var waiting: [EvolvedWay] = []
  private var generation = 0
  /// How often the share of parts has grown.
  private var growth = 0
  /// The best way at the beginning of this generation.
  private var leader: EvolvedWay?

  public init(_ knobs: KnobValues) {
    fine = knobs.integer("fine")
    population = knobs.integer("population")
    generations = knobs.integer("generations")
    mutation = knobs.real("mutation")
    skip = knobs.real("skip")
  }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    let parts = skip > 0 ? run.bench.model.parts : []
    if levels.isEmpty { try begin(run, parts) }
    while waiting.isEmpty {
      guard generation < generations else { return false }
      if generation > 0 { growBudget() }
      waiting = generation == 0 ? first(&run.random) : bred(&run.random)
      generation += 1
    }
    let way = waiting.removeLast()
    errors[way] = try run.error(
      along: way.levels.map { levels[$0] } + [clean],
      skipping: way.genes.map { gene in Set(gene.without.map { parts[$0] }) }, of: parts)
    let goesOn = generation < generations || !waiting.isEmpty
    if budget.cap > 0, waiting.isEmpty { run.picture = picture }
    return goesOn
  }

  private mutating func begin(_ run: SearchContext, _ parts: [String]) throws {
    let S = run.plan.steps
    levels = try run.levels(steps: fine)
    clean = levels.removeLast()
    guard levels.count >= S else { throw SearchError.tooFewLevels(levels.count, steps: S) }
    if let obstacle = obstacle(run.plan, parts: parts, attention: nil) { throw obstacle }
    budget = PartBudget(S: S, L: parts.count)
  }

  public func obstacle(
    _ plan: Plan, parts: [String], attention: FrameAttention?
  ) -> (any Error)? {
    guard skip > 0 else { return nil }
    if plan.skip != Skips.none { return SearchError.stepsVary(Self.declaration.name) }
    guard largestCap(parts.count) == 0 else { return nil }
    return SearchError.nothingToLeaveOut(model: plan.model.name, parts: parts.count, share: skip)
  }

  /// Parts that a step may leave out in the end.
  private func largestCap(_ parts: Int) -> Int { Int(skip * Double(parts) + 1e-9) }

  /// Lets steps leave out more, once other levels alone are no longer better.
  private mutating func growBudget() {
    guard skip > 0 else { return }
    let first = best(1).first
    let isSettled = leader != nil && leader == first
    leader = first
    guard growth > 0 || isSettled || generation >= Self.stages else { return }
    growth = min(growth + 1, Self.stages)
    budget.cap = max(1, largestCap(budget.L) * growth / Self.stages)
  }

  /// The best ways so far.
  private func best(_ count: Int) -> [EvolvedWay] {
    errors.sorted { $0.value != $1.value ? $0.value < $1.value : $0.key < $1.key }
      .prefix(count).map(\.key)
  }

  private var kept: Int { max(2, population / 5) }

  /// Equal steps of the fine levels, changes of them, and as many sets at random.
  private func first(_ random: inout SplitMix) -> [EvolvedWay] {
    let even = EvolvedWay(levels: (0..<budget.S).map { $0 * levels.count / budget.S })
    var ways = Set([even])
    fill(&ways, upTo: population / 2) { mutated(even, share: 0.1, &random) }
    fill(&ways, upTo: population) { drawn(&random) }
    return ways.sorted(by: >)
  }

  /// Half of a generation are changes of the best, three tenths their crossings, the rest chance.
  private func bred(_ random: inout SplitMix) -> [EvolvedWay] {
    let best = best(kept)
    var ways = Set<EvolvedWay>()
    fill(&ways, upTo: population / 2) {
      mutated(best.randomElement(using: &random)!, share: mutation, &random)
    }
    fill(&ways, upTo: population * 8 / 10) {
      crossed(
        best.randomElement(using: &random)!, best.randomElement(using: &random)!, &random)
    }
    fill(&ways, upTo: population) { drawn(&random) }
    return ways.sorted(by: >)
  }

  /// Adds new ways; where they become rare, as many as are found.
  private func fill(
    _ ways: inout Set<EvolvedWay>, upTo count: Int, _ make: () -> EvolvedWay?
  ) {
    for _ in 0..<20 * population where ways.count < count {
      if let way = make(), errors[way] == nil { ways.insert(way) }
    }
  }

  private func drawn(_ random: inout SplitMix) -> EvolvedWay {
    let count =
      budget.cap > 0
      ? Int.random(in: budget.S...min(budget.longest, levels.count), using: &random) : budget.S
    let way = EvolvedWay(
      levels: Array(levels.indices.shuffled(using: &random).prefix(count)))
    return budget.cap > 0 ? trimmed(way, share: 1, &random) : way
  }

  private func mutated(
    _ way: EvolvedWay, share: Double, _ random: inout SplitMix
  ) -> EvolvedWay {
    var genes = way.genes
    func unused() -> Int? {
      let used = Set(genes.map(\.level))
      return levels.indices.filter { !used.contains($0) }.randomElement(using: &random)
    }
    for place in genes.indices where Double.random(in: 0..<1, using: &random) < share {
      if let level = unused() { genes[place].level = level }
    }
    guard budget.cap > 0 else { return EvolvedWay(genes) }
    if genes.count < budget.longest, Double.random(in: 0..<1, using: &random) < share,
      let level = unused()
    {
      genes.append(EvolvedWay.Gene(level: level))
    }
    return trimmed(EvolvedWay(genes), share: share, &random)
  }

  /// The way with other parts left out at a share of its steps, within the budget.
  private func trimmed(
    _ way: EvolvedWay, share: Double, _ random: inout SplitMix
  ) -> EvolvedWay {
    var way = way
    for place in way.genes.indices where Double.random(in: 0..<1, using: &random) < share {
      way.genes[place].without = budget.drawn(&random)
    }
    return budget.fitted(way, &random)
  }

  /// Place by place of one or the other, what one is longer by included; `nil` where a level would
  /// be there twice.
  private func crossed(
    _ a: EvolvedWay, _ b: EvolvedWay, _ random: inout SplitMix
  ) -> EvolvedWay? {
    var genes = zip(a.genes, b.genes).map { Bool.random(using: &random) ? $0 : $1 }
    if a.genes.count != b.genes.count, Bool.random(using: &random) {
      let longer = a.genes.count > b.genes.count ? a : b
      genes += longer.genes[genes.count...]
    }
    guard Set(genes.map(\.level)).count == genes.count else { return nil }
    return budget.fitted(EvolvedWay(genes), &random)
  }

  /// By part and step, in how many of the best ways of the best one's length the step leaves it out.
  private var picture: MatrixPicture {
    let best = best(kept)
    let ways = best.filter { $0.genes.count == best[0].genes.count }
    return MatrixPicture(
      (0..<budget.L).map { part in
        ways[0].genes.indices.map { step in
          Double(ways.count { $0.genes[step].without.contains(part) }) / Double(ways.count)
        }
      })
  }
}

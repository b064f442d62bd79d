/// Sets of levels that are chosen from fine ones by evolution (Li et al. 2023, AutoDiffusion, the
/// search for time steps): of every generation the best are kept, changed and crossed.
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
    ])
  public static let form = SearchForm.levels

  private let fine, population, generations: Int
  private let mutation: Double

  /// Without the clean end, which all sets have.
  private var levels: [NoiseLevel] = []
  private var clean = NoiseLevel(sigma: 0)
  /// Of every set that was tried.
  private var errors: [[Int]: Double] = [:]
  private var waiting: [[Int]] = []
  private var generation = 0

  public init(_ knobs: KnobValues) {
    fine = knobs.integer("fine")
    population = knobs.integer("population")
    generations = knobs.integer("generations")
    mutation = knobs.real("mutation")
  }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    let S = run.plan.steps
    if levels.isEmpty {
      levels = try run.levels(steps: fine)
      clean = levels.removeLast()
      guard levels.count >= S else {
        throw SearchError.tooFewLevels(levels.count, steps: S)
      }
    }
    while waiting.isEmpty {
      guard generation < generations else { return false }
      waiting = generation == 0 ? first(S, &run.random) : bred(S, &run.random)
      generation += 1
    }
    let set = waiting.removeLast()
    errors[set] = try run.error(along: set.map { levels[$0] } + [clean])
    return generation < generations || !waiting.isEmpty
  }

  /// Equal steps of the fine levels, changes of them, and as many sets at random.
  private func first(_ S: Int, _ random: inout SplitMix) -> [[Int]] {
    let even = (0..<S).map { $0 * levels.count / S }
    var sets = Set([even])
    fill(&sets, upTo: population / 2) { mutated(even, share: 0.1, &random) }
    fill(&sets, upTo: population) { drawn(S, &random) }
    return ordered(sets)
  }

  /// Half of a generation are changes of the best, three tenths their crossings, the rest chance.
  private func bred(_ S: Int, _ random: inout SplitMix) -> [[Int]] {
    let best = errors.sorted {
      $0.value != $1.value
        ? $0.value < $1.value : $0.key.lexicographicallyPrecedes($1.key)
    }.prefix(max(2, population / 5)).map(\.key)
    var sets = Set<[Int]>()
    fill(&sets, upTo: population / 2) {
      mutated(best.randomElement(using: &random)!, share: mutation, &random)
    }
    fill(&sets, upTo: population * 8 / 10) {
      crossed(
        best.randomElement(using: &random)!, best.randomElement(using: &random)!, &random)
    }
    fill(&sets, upTo: population) { drawn(S, &random) }
    return ordered(sets)
  }

  /// Adds new sets; where they become rare, as many as are found.
  private func fill(_ sets: inout Set<[Int]>, upTo count: Int, _ make: () -> [Int]?) {
    for _ in 0..<20 * population where sets.count < count {
      if let set = make(), errors[set] == nil { sets.insert(set) }
    }
  }

  /// In an order that does not depend on how a set hashes.
  private func ordered(_ sets: Set<[Int]>) -> [[Int]] {
    sets.sorted { $1.lexicographicallyPrecedes($0) }
  }

  private func drawn(_ S: Int, _ random: inout SplitMix) -> [Int] {
    Array(levels.indices.shuffled(using: &random).prefix(S)).sorted()
  }

  private func mutated(_ set: [Int], share: Double, _ random: inout SplitMix) -> [Int] {
    var set = set
    for place in set.indices where Double.random(in: 0..<1, using: &random) < share {
      let unused = levels.indices.filter { !set.contains($0) }
      if let level = unused.randomElement(using: &random) { set[place] = level }
    }
    return set.sorted()
  }

  /// `nil` where a level would be there twice.
  private func crossed(_ a: [Int], _ b: [Int], _ random: inout SplitMix) -> [Int]? {
    let child = zip(a, b).map { Bool.random(using: &random) ? $0 : $1 }.sorted()
    return Set(child).count == child.count ? child : nil
  }
}

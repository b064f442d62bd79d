/// A way that evolution tries: fine levels, and what the step from each leaves out.
struct EvolvedWay: Hashable, Comparable {
  struct Gene: Hashable, Comparable {
    var level: Int
    /// Indices of the network's parts, rising.
    var without: [Int] = []

    static func < (a: Gene, b: Gene) -> Bool {
      a.level != b.level ? a.level < b.level : a.without.lexicographicallyPrecedes(b.without)
    }
  }

  /// From the noisiest level on.
  var genes: [Gene]

  init(_ genes: [Gene]) { self.genes = genes.sorted() }

  init(levels: [Int]) { self.init(levels.map { Gene(level: $0) }) }

  var levels: [Int] { genes.map(\.level) }

  static func < (a: EvolvedWay, b: EvolvedWay) -> Bool {
    a.genes.lexicographicallyPrecedes(b.genes)
  }
}

/// How many parts of a network a way may compute (Li et al. 2023): N_max = S L in all, for S steps
/// of the plan and a network of L parts, so that steps which leave parts out pay for more steps.
struct PartBudget {
  let S, L: Int
  /// The most parts that one step may leave out.
  var cap = 0

  private var most: Int { S * L }

  /// The most steps of a way.
  var longest: Int { cap > 0 ? most / (L - cap) : S }

  /// Any parts, as few or many as a step may leave out.
  func drawn(_ random: inout some RandomNumberGenerator) -> [Int] {
    let count = Int.random(in: 0...cap, using: &random)
    return (0..<L).shuffled(using: &random).prefix(count).sorted()
  }

  /// The way with more left out, or fewer steps where that is not enough, until it is paid for.
  func fitted(_ way: EvolvedWay, _ random: inout some RandomNumberGenerator) -> EvolvedWay {
    guard cap > 0 else { return way }
    var genes = way.genes
    while genes.reduce(0, { $0 + L - $1.without.count }) > most {
      let able = genes.indices.filter { genes[$0].without.count < cap }
      if let place = able.randomElement(using: &random) {
        let others = (0..<L).filter { !genes[place].without.contains($0) }
        genes[place].without.append(others.randomElement(using: &random)!)
        genes[place].without.sort()
      } else {
        genes.remove(at: genes.indices.randomElement(using: &random)!)
      }
    }
    return EvolvedWay(genes)
  }
}

import Experiments

/// The runs of a sweep that are left, the cheapest first, one seed after another, and what those with
/// the same seed share.
struct SweepQueue {
  /// A run, with the cells that end as it does.
  struct Entry {
    let cell, seed: Int
    let twins: [Int]
    let seat: WorkShelf.Seat?
  }

  private let plan: SweepPlan
  private let seeds: Int
  private let cells: [Int]
  private let done: Set<[Int]>
  /// Of the first seed, by cell.
  private let recipes: [Recipe?]
  private let recipe: (Sentence) -> Recipe?
  private let reseeded: (Sentence, Int) -> Sentence
  private var seed = -1
  private var rest: ArraySlice<(cell: Int, recipe: Recipe?, twins: [Int])> = []
  private var shelves: [WorkShelf] = []

  /// - Parameters:
  ///   - done: runs that need not be done again.
  ///   - recipes: of the sentences of the plan.
  ///   - recipe: of a sentence; `nil` where that cannot be said.
  init(
    _ plan: SweepPlan, _ scope: SweepScope, _ done: [Trial], _ recipes: [Recipe?],
    reseeded: @escaping (Sentence, Int) -> Sentence, recipe: @escaping (Sentence) -> Recipe?
  ) {
    self.plan = plan
    self.recipes = recipes
    self.recipe = recipe
    self.reseeded = reseeded
    self.done = Set(done.map { [$0.cell, $0.seed] })
    seeds = scope.seeds
    cells = plan.sentences.indices.filter(scope.contains).sorted {
      (plan.budgets[$0] ?? .max, $0) < (plan.budgets[$1] ?? .max, $1)
    }
  }

  /// What was computed so far, and what was taken over.
  var counts: [WorkShelf.Counts] { shelves.map(\.counts) }

  /// The next run; `nil` where none is left.
  mutating func next() -> Entry? {
    while rest.isEmpty, seed + 1 < seeds {
      seed += 1
      share()
    }
    return rest.popFirst().map { item in
      Entry(
        cell: item.cell, seed: seed, twins: item.twins,
        seat: shelves.last?.seat(item.recipe))
    }
  }

  /// Finds out what the runs with the present seed share.
  private mutating func share() {
    let left = cells.filter { !done.contains([$0, seed]) }
    let recipes = left.map {
      seed == 0 ? self.recipes[$0] : recipe(reseeded(plan.sentences[$0], seed))
    }
    let sharing = WorkShelf.Plan(recipes)
    var twins: [Int: [Int]] = [:]
    for (index, twin) in sharing.twins.enumerated() {
      if let twin { twins[twin, default: []].append(left[index]) }
    }
    rest =
      left.indices.filter { sharing.twins[$0] == nil }.map {
        (left[$0], recipes[$0], twins[$0] ?? [])
      }[...]
    shelves.append(WorkShelf(sharing))
  }
}

extension Trial {
  /// The same for a cell that ends with the same numbers; alone it would take as long.
  func of(_ twin: Int) -> Trial {
    Trial(cell: twin, seed: seed, outcome, spent: spent, seconds: seconds)
  }
}

import Experiments
import Studies
import Synchronization
import Tensors
import Testing

@Suite struct WalkRunTests {
  /// Every walker on every graph, for both target laws.
  static let everything = graphs.declarations.flatMap { graph in
    ["uniform", "degree"].flatMap { mu in
      walkers.declarations.map { ("\(graph.name):mu=\(mu)", $0.name) }
    }
  }

  @Test(arguments: everything)
  func everyWalkerWalksEveryGraphToItsEnd(graph: String, walker: String) throws {
    let (records, run) = try Walking(graph: graph, walker: walker, moves: 201, tokens: 3).records()
    let statistics = run.outline.statistics
    #expect(records.map(\.step) == Array(stride(from: 0, through: 200, by: 2)) + [201])
    #expect(records.allSatisfy { $0.values.count == statistics.count && $0.spent == 3 * $0.step })
    for (item, value) in zip(statistics, records.last!.values) {
      let isTime = item.name == "ms" || item.name == "speed"
      #expect((value == nil) == (item.rank == nil || isTime), "\(item.name)")
      #expect(value?.isFinite ?? true)
      if let truth = item.truth { #expect(run.outline.index(of: truth) != nil) }
    }
    #expect(try run.scores().map(\.statistic) == run.outline.measures)
    #expect(run.products().map(\.shape) == [[3]])
  }

  @Test(arguments: everything)
  func previewsShowTheWayOfAToken(graph: String, walker: String) throws {
    var run = try Walking(graph: graph, walker: walker, moves: 200, tokens: 2).begin()
    #expect(run.previews(most: 16).allSatisfy { $0 == nil })
    for _ in 0..<40 { _ = try run.next() }
    let previews = run.previews(most: 16)
    #expect(previews.count == run.outline.previews.count)
    guard case .graph(let picture) = previews[0], case .curves(let curves) = previews[1] else {
      Issue.record("no graph and curves")
      return
    }
    #expect(picture.trail.count == 12)
    for (i, j) in zip(picture.trail, picture.trail.dropFirst()) where i != j {
      #expect(picture.edges.contains(.init(i, j)) || picture.edges.contains(.init(j, i)))
    }
    #expect(picture.fills.count == picture.places.count)
    #expect(picture.fills.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(curves.map(\.points.count) == [2, 39, 39])
  }

  @Test func aSeedGivesTheSameBitsWithAnyNumberOfThreads() throws {
    for walker in walkers.declarations.map(\.name) {
      let walking = Walking(walker: walker, moves: 600, tokens: 33)
      let alone = try walking.records(pool: ThreadPool(threads: 1))
      let shared = try walking.records(pool: ThreadPool(threads: 2))
      #expect(alone.records.map(\.values) == shared.records.map(\.values))
      #expect(alone.run.products().map(\.values) == shared.run.products().map(\.values))
    }
  }

  @Test func recordsDoNotChangeAWalk() throws {
    let (often, _) = try Walking(moves: 200, tokens: 5).records()
    let (seldom, _) = try Walking(moves: 6000, tokens: 5).records()
    for step in stride(from: 30, through: 180, by: 30) {
      let values = [often, seldom].map { $0.first { $0.step == step }?.values }
      #expect(values[0] != nil && values[0] == values[1])
    }
  }

  @Test func seedsAndTokensWalkTheirOwnWays() throws {
    let means = try [7, 8].flatMap { seed in
      try Walking(moves: 200, tokens: 64, alpha: 0, seed: seed).records().run.products()[0].values
    }
    #expect(Set(means).count > 32)
    #expect(Array(means[..<64]) != Array(means[64...]))
  }

  @Test(arguments: [("base", "srrw"), ("sa-base", "sa-srrw")])
  func withoutRepulsionBothAreTheBaseChain(base: String, repellent: String) throws {
    let ways = try [base, repellent].map {
      try Walking(walker: $0, moves: 500, tokens: 9, alpha: 0).records().records.map(\.values)
    }
    #expect(ways[0] == ways[1])
  }

  @Test(arguments: ["0.51", "1"], [0, 20] as [Double])
  func extremesStayFinite(a: String, alpha: Double) throws {
    for walker in walkers.declarations.map(\.name) {
      let (records, run) = try Walking(
        graph: "lollipop:mu=degree", walker: walker, moves: 50_000, tokens: 1, alpha: alpha, a: a,
        b: 0.51, seed: .max
      ).records()
      #expect(records.joinedValues.allSatisfy { $0.isFinite })
      #expect(try run.scores().allSatisfy { $0.value.mean.isFinite })
    }
  }

  @Test(arguments: [200, 201, 999, 6000, 20_000, 33_333, 50_000])
  func thereAreAboutTwoHundredRecordsAtRoundNumbers(moves: Int) throws {
    var plan = WalkPlan()
    plan.moves = moves
    let outline = WalkFamily().forecast(plan, WalkFamily().cards[0]).outline
    #expect((100...200).contains(moves / outline.recordStride))
    let digits = "\(outline.recordStride)"
    #expect(digits.dropFirst().allSatisfy { $0 == "0" })
  }

  @Test func aCancelledRunStopsAtOnce() throws {
    let asked = Mutex(0)
    let equipment = Equipment(
      Kernels(pool: Walking.pool),
      isCancelled: {
        asked.withLock { count in
          count += 1
          return count > 6
        }
      })
    var run = try WalkFamily().begin(
      Walking(moves: 50_000, tokens: 512).plan(), with: equipment)
    func finish() throws { while try run.next() != nil {} }
    #expect(throws: CancellationError.self) { try finish() }
    // It asks before every 64 moves at the latest, which are milliseconds for 512 tokens.
    #expect(asked.withLock { $0 } == 7)
  }
}

extension [RunRecord] {
  fileprivate var joinedValues: [Double] { flatMap { $0.values.compactMap(\.self) } }
}

import Experiments
import Quickstep
import Runs
import Tensors
import Testing

/// Runs in lock-step.
@Suite struct ComparedExperimentTests {
  private static let families = Families([
    SamplingFamily(ModelLibrary()), OrderFamily(ModelLibrary()),
  ])

  private static func sentence(_ words: [String: String]) throws -> Sentence {
    var plan = Plan(model: Choice("ring-8"))
    plan.batch = 12
    for (word, text) in words { try plan.set(word, text) }
    return Sentence(family: SamplingFamily.declaration.name, settings: plan.settings)
  }

  private static func equipment(threads: Int = 1) -> Equipment {
    Equipment(Kernels(pool: ThreadPool(threads: threads)))
  }

  private static let plans: [[String: String]] = [
    ["solver": "heun", "steps": "4"], ["solver": "dpm++2m", "steps": "6"],
    ["solver": "ddpm", "steps": "5"],
  ]

  /// Bit for bit, whatever else runs beside it; levels and calls too.
  @Test(arguments: [1, 2]) func lockStepIsAsRunningOneByOne(threads: Int) throws {
    let sentences = try Self.plans.map(Self.sentence)
    var compared = try ComparedExperiment(
      sentences, among: Self.families, with: Self.equipment(threads: threads))
    var records: [RunRecord] = []
    while let record = try compared.next() { records.append(record) }
    #expect(records.count == 7 && records.map(\.step) == Array(0...6))
    var spent = 0
    for (index, sentence) in sentences.enumerated() {
      var alone = try Self.families[sentence].begin(sentence, with: Self.equipment())
      var own: [RunRecord] = []
      while let record = try alone.next() { own.append(record) }
      spent += own.last?.spent ?? 0
      #expect(
        alone.products()[0].values.map(\.bitPattern)
          == compared.products()[index].values.map(\.bitPattern))
      let sigma = try #require(alone.outline.index(of: "sigma"))
      let level = try #require(
        compared.outline.index(of: "\(Unicode.Scalar(UInt8(65 + index)))-sigma"))
      // A run with fewer steps waits at its end.
      let expected = records.indices.map { own[min($0, own.count - 1)].values[sigma] }
      #expect(records.map { $0.values[level] } == expected)
      #expect(
        records.map { compared.outline.foreseen["A-sigma"]?[$0.step] }
          == records.map {
            $0.values[compared.outline.index(of: "A-sigma")!]
          })
      if case .beside(let parts) = compared.previews(most: 4)[1],
        case .points(let points) = parts[index].preview
      {
        #expect(points.values == Array(alone.products()[0].values.prefix(8)))
      } else {
        Issue.record("no points beside each other")
      }
    }
    #expect(records.last?.spent == spent && compared.outline.budget.total == spent)
  }

  @Test func distancesAreRootMeanSquares() throws {
    let sentences = try Self.plans.map(Self.sentence)
    var compared = try ComparedExperiment(
      sentences, among: Self.families, with: Self.equipment())
    var last: RunRecord?
    while let record = try compared.next() {
      // The same noise.
      if record.step == 0 { #expect(compared.distances(in: record) == [0, 0]) }
      last = record
    }
    let products = compared.products()
    let expected = products.dropFirst().map { product in
      let squares = zip(product.values, products[0].values).map { ($0 - $1) * ($0 - $1) }
      return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    }
    #expect(compared.distances(in: try #require(last)) == expected)
    #expect(expected.allSatisfy { $0 > 0 })
    let names = Product("tokens", shape: [2, 2], of: .names, [1, 2, 3, -1])
    #expect(
      names.distance(to: Product("tokens", shape: [3, 2], of: .names, [1, 9, 3, -1, 0, 0])) == 0.25)
    #expect(names.distance(to: Product("tokens", shape: [4], of: .names, [1, 2, 3, -1])) == nil)
    #expect(
      Product("levels", shape: [2], [.nan, 1]).distance(to: Product("levels", shape: [2], [0, 1]))
        == nil)
  }

  @Test func aRunIsAtNoDistanceFromItself() throws {
    let sentence = try Self.sentence(["solver": "ddpm", "steps": "5"])
    var compared = try ComparedExperiment(
      [sentence, sentence], among: Self.families, with: Self.equipment())
    while let record = try compared.next() {
      #expect(compared.distances(in: record) == [0] && record.warnings.isEmpty)
    }
  }

  /// What comes later than its step comes to the right record, also for a run that waits.
  @Test func errorsAreMeasuredForEveryRun() throws {
    let sentences = try [["steps": "3"], ["steps": "5"]].map(Self.sentence)
    var compared = try ComparedExperiment(
      sentences, among: Self.families, with: Self.equipment())
    while try compared.next() != nil {}
    let late = compared.late()
    #expect(late.map(\.name) == ["A-error", "B-error"])
    for (index, sentence) in sentences.enumerated() {
      var alone = try Self.families[sentence].begin(sentence, with: Self.equipment())
      while try alone.next() != nil {}
      let own = try alone.late()[0].measure { false }
      #expect(try late[index].measure { false } == (0...5).map { own[min($0, own.count - 1)] })
    }
    #expect(compared.outline.plotted == ["B-distance", "B-error"])
    let drawn = try #require(late[1].previews?())
    #expect(drawn.records.count == 6 && late[0].previews == nil)
  }

  @Test func scoresAreNamedByTheirRun() throws {
    let sentence = try Self.sentence(["steps": "3", "batch": "32"])
    var compared = try ComparedExperiment(
      [sentence, sentence], among: Self.families, with: Self.equipment())
    while try compared.next() != nil {}
    let scores = try compared.scores()
    let names = scores.map(\.statistic.name)
    #expect(names == compared.outline.measures.map(\.name).filter(names.contains))
    #expect(Array(scores.map(\.statistic.symbol).prefix(2)) == ["A sliced W2", "B sliced W2"])
    #expect(scores[0].value == scores[1].value && scores[0].floor == scores[1].floor)
  }

  /// What each step did stands side by side.
  @Test func coefficientsStandSideBySide() throws {
    let sentences = try [["solver": "euler"], ["solver": "dpm++2m"]].map(Self.sentence)
    var compared = try ComparedExperiment(
      sentences, among: Self.families, with: Self.equipment())
    for _ in 0..<2 { _ = try compared.next() }
    let record = try #require(try compared.next())
    let sums = try #require(record.details.first { $0.heading.hasPrefix("coefficients") })
    #expect(sums.columns == ["A", "B"] && sums.rows.allSatisfy { $0.values.count == 2 })
    // The second step of a multistep method uses what the first has found.
    #expect(sums.rows.contains { $0.values[0] == nil && $0.values[1] != nil })
    let statistics = try #require(record.details.first { $0.heading == "step" })
    #expect(statistics.columns == ["A", "B"] && statistics.rows.contains { $0.name == "σ" })
  }

  @Test func whatDiffersAtTheStartIsSaid() throws {
    let sentences = try [["seed": "1"], ["seed": "2", "batch": "5"]].map(Self.sentence)
    var compared = try ComparedExperiment(
      sentences, among: Self.families, with: Self.equipment())
    let start = try #require(try compared.next())
    #expect(
      start.warnings == [
        "The seeds differ: runs start from different noise.",
        "B has 5 samples and A 12: distances are over the first 5.",
      ])
    #expect(compared.distances(in: start)[0]! > 0)
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let one = try Self.sentence([:])
    func refusal(_ sentences: [Sentence]) -> String? {
      do {
        var run = try ComparedExperiment(
          sentences, among: Self.families, with: Self.equipment())
        _ = try run.next()
        try run.checkShapes()
        return nil
      } catch { return "\(error)" }
    }
    #expect(refusal([]) == "There is no run to compare. Give two or more.")
    #expect(
      refusal([one]) == "There is one run, and nothing to compare it with. Give another one.")
    #expect(
      refusal(Array(repeating: one, count: 17))
        == "17 runs are more than can be compared. Give 16 at most.")
    #expect(
      refusal([one, Self.families.all[1].standard])
        == "B is a run of the kind order, and A one of sample. Compare runs of one kind.")
    let missing = try Self.sentence(["model": "/nowhere"])
    #expect(
      refusal([one, one, missing])?.hasPrefix("C (quickstep:1 --model /nowhere --batch 12): ")
        == true)
    #expect(
      refusal([one, try Self.sentence(["model": "digits"])])
        == "A sample of B has 28 x 28 numbers, and one of A 2 numbers. "
        + "Compare runs with samples of one shape.")
  }
}

extension ComparedExperiment {
  fileprivate func distances(in record: RunRecord) -> [Double?] {
    zip(outline.statistics, record.values).filter { $0.0.name.hasSuffix("-distance") }.map(\.1)
  }
}

import Experiments
import Synchronization
import Testing

@testable import Tokens

/// What every plan of the family keeps to.
struct FamilyTests {
  static let models = ["chain", "text:length=16,order=2", "zipf:length=16,symbols=40"]

  @Test(arguments: models, unmaskers.declarations.map(\.name))
  func everySolverEnds(model: String, solver: String) throws {
    var plan = try plan(model, solver, steps: 20, texts: 9)
    plan.temperature = 0.8
    plan.precision = Choice("16")
    let forecast = family.forecast(plan, family.cards[0])
    #expect(forecast.problem == nil)
    let (one, two) = (try Walked(plan, threads: 1), try Walked(plan, threads: 2))
    let outline = one.run.outline
    #expect(one.run.texts.allSatisfy { $0.isComplete })
    #expect(one.records.allSatisfy { $0.values.count == outline.statistics.count })
    #expect(outline.statistics.last?.name == "ms")
    #expect(one.records.last!.spent <= outline.budget.total!)
    if let steps = outline.steps { #expect(one.records.count == steps + 1) }
    #expect(one.texts == two.texts)
    for (a, b) in zip(one.records, two.records) { #expect(a.values == b.values) }
    #expect(try one.run.scores().map(\.statistic) == outline.measures)
    #expect(one.run.products()[0].shape == [9, one.texts[0].count])
    for (name, series) in outline.foreseen {
      #expect(outline.index(of: name) != nil)
      #expect(series.count == one.records.count)
    }
  }

  @Test func lossesOfSingleTokensAreNone() throws {
    for model in Self.models {
      let walked = try Walked(plan(model, "first-hitting", texts: 20))
      #expect(abs(walked.last("lost")) < 1e-12)
      #expect(abs(walked.last("excess")) < 1e-9)
    }
  }

  @Test func seedsTellRunsApart() throws {
    let (a, b) = (
      try Walked(plan("chain", "ancestral")), try Walked(plan("chain", "ancestral", seed: 8))
    )
    #expect(a.texts != b.texts)
  }

  @Test func recordsAreCapped() throws {
    let walked = try Walked(plan("chain", "ancestral-cached", steps: 4000, texts: 3))
    #expect(walked.records.count <= 257)
    #expect(walked.records.last?.step == 4000)
    #expect(walked.run.outline.recordStride == 16)
    #expect(walked.run.texts.allSatisfy { $0.isComplete })
    #expect(walked.run.outline.foreseen["time"]?.count == walked.records.count)
  }

  @Test func picturesFillTheirPanel() throws {
    for (model, cells) in [("chain", 6), ("text", 64), ("zipf:length=16", 16)] {
      var run = try family.begin(plan(model, "first-hitting", texts: 16), with: equipment())
      _ = try run.next()
      _ = try run.next()
      let pictures = run.previews(most: 16)
      #expect(pictures.count == run.outline.previews.count)
      for case .text(let picture)? in pictures {
        #expect(picture.lines.count == 16)
        #expect(picture.lines[0].count == cells)
        let marks = picture.lines.joined().map(\.mark)
        #expect(marks.count { $0 == .new } == 16)
        #expect(!picture.tones.isEmpty)
      }
    }
  }

  @Test func summariesFitTheirPanels() throws {
    for model in Self.models + ["text:length=256"] {
      for solver in unmaskers.declarations.map(\.name) {
        let sentence = family.sentence(try plan(model, solver, texts: 1000, seed: 12345))
        for role in Role.allCases {
          for line in family.summary(role, of: sentence, family.cards[0]) {
            #expect((line.left + line.right).count <= 25)
          }
        }
      }
    }
  }

  @Test func saysWhatStepsCannotBe() throws {
    let card = family.cards[0]
    #expect(
      family.spelling(try plan("chain", "first-hitting"), card).fixed["steps"]
        == "this solver takes one step a token")
    #expect(family.spelling(try plan("chain", "ancestral"), card).fixed.isEmpty)
  }

  @Test func refusesWhatDoesNotFit() throws {
    let large = try plan("text:length=256", "ancestral", texts: 100_000)
    let forecast = family.forecast(large, family.cards[0])
    #expect(forecast.problem?.role == .model)
    #expect(
      forecast.problem?.text
        == "100000 texts of 256 tokens are more than 4194304 tokens. "
        + "Take at most 16384 texts, or shorter ones.")
    #expect(throws: MaskedError.self) { try family.begin(large, with: equipment()) }
    var unknown = MaskedPlan()
    unknown.solver = Choice("nobody")
    #expect(family.forecast(unknown, family.cards[0]).problem?.role == .solver)
  }

  @Test func runLinesReadBack() throws {
    var plan = try plan("text:length=32", "entropy-bound:gamma=0.3", steps: 9, texts: 5)
    plan.precision = Choice("14")
    let families = Families([family])
    let sentence = family.sentence(plan)
    #expect(try families.sentence(runLine: families.runLine(sentence)) == sentence)
  }

  @Test func stopsWhereItIsCancelled() throws {
    let asked = Mutex(0)
    var equipment = equipment()
    equipment.isCancelled = {
      asked.withLock {
        $0 += 1; return $0 > 10
      }
    }
    var run = try family.begin(plan("chain", "ancestral", texts: 100), with: equipment)
    _ = try run.next()
    #expect(throws: CancellationError.self) { while try run.next() != nil {} }
  }
}

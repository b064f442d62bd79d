import Experiments
import Quickstep
import Runs
import Testing
import Workbench

/// One key looks for the best plan and takes it.
@Suite struct BestTests {
  static let families = Families([
    SamplingFamily(ModelLibrary(), cards: TestStore.models),
    SearchFamily(ModelLibrary(data: "/tmp/quickstep-tests"), cards: TestStore.models),
    OrderFamily(ModelLibrary(), cards: TestStore.models),
    StatisticsFamily(ModelLibrary(data: "/tmp/quickstep-tests"), cards: TestStore.models),
  ])

  @Test func aPlanIsSearchedForAndTaken() throws {
    var state = State(opening: Self.families)
    let plan = state.sentence
    let effects = state.reduce(.keyPressed(.character("b")))
    let search = state.sentence
    #expect(Self.families[search].name == SearchFamily.declaration.name)
    #expect(search.choice("method")?.name == FewestEvaluations.declaration.name)
    for word in Self.families[plan].words where Self.families[search].words[word.key] != nil {
      #expect(search[word.key] == plan[word.key])
    }
    #expect(effects.contains(.start(search, .running)))

    var best = Plan(plan)
    (best.solver, best.grid, best.steps) = (Choice("unipc"), Choice("ays"), 5)
    let found = Sentence(family: plan.family, settings: best.settings)
    let outline = state.forecast.outline
    let start = RunRecord(step: 0, values: outline.statistics.map { _ in nil }, spent: 0)
    _ = state.reduce(
      .runReported([
        .started(RunStart(search, outline: outline)), .step(start, nil),
        .found(
          Finding("unipc on ays needs 5 evaluations.", columns: [], rows: [], sentence: found)),
        .finished,
      ]))
    #expect(state.message?.text == "unipc on ays needs 5 evaluations.")
    #expect(state.run?.finding?.sentence == found)
    _ = state.reduce(.keyPressed(.character("b")))
    #expect(state.sentence == found)
    _ = state.reduce(.keyPressed(.character("u")))
    #expect(state.sentence == search)
    _ = state.reduce(.keyPressed(.character("u")))
    #expect(state.sentence == plan)
  }

  /// A kind of run that nothing is searched for, and a search that has found nothing, say so.
  @Test func whereNothingCanBeFoundItSaysSo() {
    var walks = State(
      .test(), Families.test().all[1].standard, themes: ["dark"], theme: "dark")
    let before = walks.sentence
    #expect(walks.reduce(.keyPressed(.character("b"))).allSatisfy { $0.isWake })
    #expect(
      walks.sentence == before && walks.message?.text.hasPrefix("best: here is nothing") == true)
  }
}

extension Effect {
  fileprivate var isWake: Bool { if case .wake = self { true } else { false } }
}

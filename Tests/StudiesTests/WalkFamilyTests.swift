import Experiments
import Studies
import Tensors
import Testing

@Suite struct WalkFamilyTests {
  private let family = WalkFamily()

  private func forecast(_ plan: WalkPlan) -> Forecast { family.forecast(plan, family.cards[0]) }

  @Test func aSentenceIsReadBackFromItsRunLine() throws {
    let families = Families([family])
    #expect(families.runLine(family.standard) == "quickstep:1 --model barbell16")
    let plan = try Walking(graph: "lollipop:mu=degree", walker: "sa-srrw", a: "0.7").plan()
    let line = families.runLine(family.sentence(plan))
    #expect(
      line == "quickstep:1 --model lollipop:mu=degree --solver sa-srrw --a 0.7 --batch 300")
    #expect(try families.sentence(runLine: line) == family.sentence(plan))
  }

  @Test(arguments: [
    ("steps", "199"), ("steps", "50001"), ("batch", "0"), ("batch", "1025"), ("alpha", "21"),
    ("alpha", "nan"), ("b", "0.5"), ("model", "ring"), ("model", "grid25:mu=even"),
    ("solver", "srw"),
  ])
  func wordsOutOfRangeAreRefused(key: String, text: String) {
    #expect(throws: DeclarationError.self) {
      try family.setting(key, to: text, in: family.standard)
    }
  }

  @Test(arguments: ["0.5", "1.1", "half", "", "nan"])
  func anExponentThatIsNoneIsRefusedInOneSentence(text: String) throws {
    let refusal = DeclarationError.badValue(knob: "a", text: text, range: "0.51 … 1")
    #expect(throws: refusal) { try family.setting("a", to: text, in: family.standard) }
    #expect("\(refusal)" == "a cannot be \"\(text)\". Use a value of 0.51 … 1.")
  }

  @Test func whatIsNotKnownIsAProblemOfItsPanel() {
    var plan = WalkPlan()
    plan.graph = Choice("torus")
    #expect(forecast(plan).problem?.role == .model)
    plan = WalkPlan()
    plan.walker = Choice("levy")
    #expect(forecast(plan).problem?.role == .solver)
    #expect(throws: DeclarationError.self) { try family.inspect(Choice("torus")) }
  }

  @Test func forecastsTellTheExactAnswer() throws {
    let notes = forecast(WalkPlan()).notes
    #expect(notes[.model] == "16 places, 58 edges")
    #expect(notes[.solver] == "V(5) = 1.81, exact")
    #expect(notes[.steps] == "1.54M moves in all")
    #expect(notes[.guidance] == "alpha 5, a 1")
    for (walker, a, b, text) in [
      ("base", "auto", 0.9, "V(0) = 37.0, exact"), ("srrw", "0.8", 0.9, "U(5) = 0.321, exact"),
      ("sa-base", "auto", 0.9, "U(0)/2 = 18.5, exact"),
      ("sa-srrw", "auto", 0.9, "U(5)/2 = 0.161, exact"),
      ("sa-srrw", "0.9", 0.8, "U(0)/2 = 18.5, exact"), ("sa-srrw", "1", 1, "V(5) = 1.81, exact"),
    ] {
      let plan = try Walking(walker: walker, a: a, b: b).plan()
      #expect(forecast(plan).notes[.solver] == text)
    }
  }

  @Test func aNoteSaysWhereRepulsionIsLost() throws {
    for (a, note) in [
      ("0.95", "a > b: repulsion is lost"), ("0.9", "alpha 5, a 0.9, b 0.9"),
      ("auto", "alpha 5, a 0.6, b 0.9"),
    ] {
      #expect(forecast(try Walking(walker: "sa-srrw", a: a).plan()).notes[.guidance] == note)
    }
  }

  @Test func wordsWithoutEffectSayWhy() {
    func fixed(_ walker: String) -> Set<String> {
      var plan = WalkPlan()
      plan.walker = Choice(walker)
      return Set(family.spelling(plan, family.cards[0]).fixed.keys)
    }
    #expect(fixed("base") == ["alpha", "b"])
    #expect(fixed("srrw") == ["b"])
    #expect(fixed("sa-base") == ["alpha"])
    #expect(fixed("sa-srrw") == [])
  }

  @Test func summariesFitTheirPanels() throws {
    for (graph, walker) in WalkRunTests.everything {
      let plan = try Walking(
        graph: graph, walker: walker, moves: 49_999, tokens: 511, alpha: 12.5, a: "0.65", b: 0.85,
        seed: 123_456
      ).plan()
      for role in Role.allCases {
        let lines = family.summary(role, of: family.sentence(plan), family.cards[0])
        let note = family.forecast(plan, family.cards[0]).notes[role]
        #expect(!lines.isEmpty || note != nil)
        for line in lines { #expect(line.left.count + line.right.count < 28, "\(line)") }
      }
    }
  }

  @Test func barbellsAndTheirLikeAreWhatTheyAreCalled() throws {
    for (name, places, edges) in [
      ("barbell16", 16, 58), ("grid25", 25, 40), ("ring12-chord", 12, 13), ("lollipop", 16, 36),
    ] {
      let graph = try graphs.make(Choice(name))
      #expect(graph.places.count == places && graph.edges.count == edges)
      #expect(Set(graph.edges).count == edges)
      #expect(graph.places.allSatisfy { (-1e-9...1 + 1e-9).contains($0.x) })
      #expect(graph.places.allSatisfy { (-1e-9...1 + 1e-9).contains($0.y) })
      #expect(abs(graph.mu.reduce(0, +) - 1) < 1e-12)
    }
  }
}

import Experiments
import Quickstep
import Runs
import Testing
import Workbench

/// One key estimates the statistics of the present plan.
@Suite struct StatisticsCommandTests {
  private static let families = Families([
    SamplingFamily(ModelLibrary(), cards: TestStore.models),
    StatisticsFamily(ModelLibrary(data: "/tmp/quickstep-tests"), cards: TestStore.models),
  ])

  @Test func thePlanIsLookedAtAsItIs() throws {
    var state = State(opening: Self.families)
    let plan = state.sentence
    let effects = state.reduce(.keyPressed(.character("S")))
    let estimate = state.sentence
    #expect(estimate.family == StatisticsFamily.declaration.name)
    for word in ["model", "schedule", "grid", "guidance", "guide", "class", "clip", "seed"] {
      #expect(estimate[word] == plan[word], "\(word)")
    }
    #expect(estimate["steps"] == .value(.integer(100)))
    #expect(effects.contains(.start(estimate, .running)))
    // There it has no meaning.
    _ = state.reduce(.keyPressed(.character("S")))
    #expect(state.message?.text.hasPrefix("statistics: no method") == true)
    _ = state.reduce(.keyPressed(.character("u")))
    #expect(state.sentence == plan)
  }

  /// What was written is known at once: the model is asked for anew.
  @Test func aSavedFileIsLearnedOf() throws {
    var state = State(opening: Self.families)
    let model = state.model.name
    _ = state.reduce(.runReported([.fileSaved("/tmp/s.safetensors", beside: model)]))
    #expect(state.message?.text == "Saved as /tmp/s.safetensors.")
    #expect(!state.card.isKnown)
  }

  /// A guide is chosen in its panel among the models and none.
  @Test func aGuideCanBeChosen() throws {
    var state = State(opening: Self.families)
    for letter in ":guide ring-8:blur=0.3".unicodeScalars {
      _ = state.reduce(.keyPressed(.character(letter)))
    }
    _ = state.reduce(.keyPressed(.enter))
    #expect(state.sentence.choice("guide") == Choice("ring-8", ["blur": .real(0.3)]))
  }
}

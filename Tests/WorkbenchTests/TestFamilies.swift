import Experiments
import Quickstep
import Runs
import Studies
import Workbench

extension Families {
  /// Sampling with a few models, walks and trainings.
  static func test(_ cards: [ModelCard] = TestStore.models) -> Families {
    Families([SamplingFamily(ModelLibrary(), cards: cards), WalkFamily(), TrainingFamily()])
  }
}

extension ModelCard {
  /// A model with classes; `nil` as long as they are not known.
  static func test(
    _ name: String, _ kind: String = "mixture", summary: String = "", classes: [String]? = nil,
    defaults: [String: String] = [:]
  ) -> ModelCard {
    var card = ModelCard(name, kind: kind, summary: summary, labels: classes.map { ["class": $0] })
    card.defaults = try! PlanDefaults(defaults).settings()
    return card
  }
}

extension Action {
  static func modelInspected(_ card: ModelCard) -> Action {
    .modelInspected(family: "sample", card)
  }

  static func modelRefused(name: String, reason: String) -> Action {
    .modelRefused(family: "sample", name: name, reason: reason)
  }
}

extension Effect {
  static func inspectModel(_ choice: Choice) -> Effect { .inspectModel(family: "sample", choice) }
}

extension Sentence {
  static func sample(_ plan: Plan) -> Sentence {
    Sentence(family: SamplingFamily.declaration.name, settings: plan.settings)
  }

  /// The plan that it says, where it is one of sampling.
  var plan: Plan? { family == SamplingFamily.declaration.name ? Plan(self) : nil }
}

extension ShownRun {
  var plan: Plan? { sentence.plan }
}

extension State {
  var plan: Plan { Plan(sentence) }
  var levelSigmas: [Double] { series("grid") }

  init(
    plan: Plan, models: [ModelCard], columns: Int = 80, rows: Int = 24
  ) {
    self.init(
      .test(models), Sentence.sample(plan), themes: ["dark", "light"], theme: "dark",
      columns: columns, rows: rows)
  }

  /// Opened on the standard sentence of the first of some families.
  init(opening families: Families, columns: Int = 120, rows: Int = 40) {
    self.init(
      families, families.all[0].standard, themes: ["dark"], theme: "dark", columns: columns,
      rows: rows)
  }
}

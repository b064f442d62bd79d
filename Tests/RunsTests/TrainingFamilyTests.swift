import Experiments
import Files
import Networks
import Quickstep
import Runs
import Testing

@Suite struct TrainingFamilyTests {
  private let family = TrainingFamily()
  private let families = Families.test

  private func sentence(_ words: String) throws -> Sentence {
    try families.sentence(runLine: "quickstep:1 train \(words)")
  }

  private func forecast(_ words: String) throws -> Forecast {
    let sentence = try sentence(words)
    return family.forecast(sentence, try family.inspect(sentence.choice("data")!))
  }

  @Test func theStandardSentenceCanBeTrained() throws {
    #expect(families.runLine(family.standard) == "quickstep:1 train --data moons")
    let forecast = try forecast("")
    #expect(forecast.problem == nil)
    #expect(forecast.notes[.model] == "41986 parameters")
    #expect(forecast.outline.budget.unit == "points")
  }

  @Test func whatLiesInTheProgramCanBeTrainedOn() throws {
    #expect(!family.cards.isEmpty)
    for card in family.cards {
      var sentence = family.standard
      sentence["data"] = .component(Choice(card.name))
      for (key, setting) in card.defaults { sentence[key] = setting }
      let known = try family.inspect(Choice(card.name))
      #expect(known.isKnown && known.summary == card.summary)
      #expect(family.forecast(sentence, known).problem == nil, "\(card.name)")
      // Nothing is known before somebody has looked.
      #expect(family.forecast(sentence, card).problem == nil)
    }
  }

  @Test(arguments: [
    ("--data digits", Role.model), ("--data ring --conditional yes", .guidance),
    ("--guidance cfg", .guidance), ("--objective classification", .solver),
    ("--data digits --network unet --batch 513", .steps),
    ("--data digits --network unet:attention=7", .model),
    ("--data digits:limit=10 --network unet", .steps), ("--method straighten", .model),
    ("--method straighten --teacher ring-flow --objective noise", .solver),
    ("--teacher ring-flow", .solver),
  ]) func whatCannotBeTrainedIsAProblemOfItsPanel(words: String, role: Role) throws {
    #expect(try forecast(words).problem?.role == role)
  }

  @Test func wordsLeftToTheObjectiveSayWhatTheyMean() throws {
    let spelling = family.spelling(try sentence("--objective edm"), family.cards[0])
    #expect(spelling.components["schedule"] == Choice("edm"))
    #expect(spelling.components["solver"] == Choice("heun"))
  }

  @Test func wordsThatAMethodDoesNotUseAreHeld() throws {
    let words = "--data ring --method straighten --teacher ring-flow"
    #expect(try forecast(words).problem == nil)
    let fixed = family.spelling(try sentence(words), family.cards[0]).fixed
    #expect(
      Set(fixed.keys) == [
        "network", "objective", "schedule", "conditional", "solver", "grid", "sampling-steps",
      ])
    #expect(family.spelling(family.standard, family.cards[0]).fixed.keys.sorted() == ["teacher"])
  }

  @Test func whatIsNoTeacherIsRefused() {
    let refusals = [
      (
        "--data ring --method straighten --teacher ring",
        "ring: this is no network to learn from. Name a network as teacher."
      ),
      (
        "--data digits --method straighten --teacher digits-noise",
        "digits-noise: the teacher predicts noise, and a flow is needed. Name a network with "
          + "prediction = \"flow\"."
      ),
      (
        "--data ring --method refine --teacher digits-flow",
        "digits-flow: the teacher knows pictures of 28x28, grey, but the data are points in 2 "
          + "dimensions. Use another teacher or other data."
      ),
    ]
    for (words, expected) in refusals {
      do {
        _ = try TrainingFamily.setup(TrainingPlan(try sentence(words)))
        Issue.record("\(words) can be trained")
      } catch {
        #expect("\(error)" == expected)
      }
    }
  }

  @Test func summariesFitTheirPanels() throws {
    let sentence = try sentence(
      "--data checkerboard --objective classification --network unet:channels=64/128/256/512 "
        + "--optimizer adamw:rate=0.002,weight-decay=0.01 --steps 20000 --batch 65536 "
        + "--conditional yes --guidance cfg")
    for role in Role.allCases {
      let lines = family.summary(role, of: sentence, family.cards[0])
      #expect(!lines.isEmpty && lines.allSatisfy { !$0.left.isEmpty })
    }
  }

  @Test func aNetworkIsNothingToTrainOn() {
    #expect(throws: TrainingError.notData("moons-flow")) {
      try family.inspect(Choice("moons-flow"))
    }
    #expect(throws: FileError.self) { try family.fileReader?("/nowhere/at/all.toml") }
  }
}

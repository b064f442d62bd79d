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
    ("--data digits:limit=10 --network unet", .steps),
  ]) func whatCannotBeTrainedIsAProblemOfItsPanel(words: String, role: Role) throws {
    #expect(try forecast(words).problem?.role == role)
  }

  @Test func wordsLeftToTheObjectiveSayWhatTheyMean() throws {
    let spelling = family.spelling(try sentence("--objective edm"), family.cards[0])
    #expect(spelling.components["schedule"] == Choice("edm"))
    #expect(spelling.components["solver"] == Choice("heun"))
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

import Experiments
import Files
import Networks
import Quickstep
import Testing

@Suite struct TrainingFileTests {
  static let smallest = """
    [data]
    path = "moons"

    [network]
    kind = "mlp"

    [output]
    folder = "out"

    """

  @Test func whatIsLeftOutHasItsDefault() throws {
    var expected = TrainingPlan()
    expected.data = Choice("moons")
    expected.network = Choice("mlp")
    expected.folder = "out"
    #expect(try parse(Self.smallest) == expected)
  }

  @Test func readsBackWhatItWrote() throws {
    var plan = TrainingPlan()
    plan.data = Choice("a \"b\"", ["limit": .integer(5)])
    plan.network = Choice("unet", ["attention": .integers([1, 2])])
    plan.objective = Choice("edm", ["times": .word("log-normal"), "mean": .real(-1.5)])
    plan.schedule = try schedules.choice("edm:sigma-max=40")
    plan.isConditional = true
    plan.optimizer.knobs["rate"] = .real(3e-4)
    plan.folder = "o"
    plan.precision = .float16
    plan.solver = try solvers.choice("unipc:order=3")
    plan.seed = .max
    #expect(try parse(TrainingFile.text(plan)) == plan)
    plan.network = Choice("classifier")
    plan.seed = 1
    #expect(try parse(TrainingFile.text(plan)) == plan)
  }

  /// Random plans say the same as a file, as a run line and as a sentence.
  @Test func filesAreTheLongFormOfSentences() throws {
    let words = TrainingPlan.words.all
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let plan = TrainingPlan.random(using: &random)
      let line = RunLine.flags(plan.settings, of: words)
      let settings = try RunLine.settings(RunLine.split(line)[...], of: words)
      #expect(TrainingPlan(Sentence(family: "train", settings: settings)) == plan, "\(line)")
      #expect(try parse(TrainingFile.text(plan)) == plan, "\(line)")
    }
  }

  private static let trainingExamples =
    ((try? FolderNames.read(repository + "/examples", limit: 1000)) ?? [])
    .filter { $0.hasPrefix("train-") }

  /// What the files in `examples` came to when they were written.
  @Test(arguments: trainingExamples)
  func examplesAreReadAsEver(name: String) throws {
    let plan = try TrainingFile.read(repository + "/examples/" + name)
    let golden = repository + "/Tests/Golden/training/" + name
    #expect(
      try TrainingFile.text(plan)
        == String(decoding: ByteSource(contentsOf: golden).bytes, as: UTF8.self))
  }

  /// A text and what is said of it, in parts that are joined.
  struct Refusal: Sendable {
    let text, expected: String

    init(_ text: String, _ parts: String...) {
      self.text = text
      expected = parts.joined()
    }

    /// Lines after the smallest file there is.
    static func after(_ text: String, _ parts: String...) -> Refusal {
      Refusal(smallest + text, parts.joined())
    }
  }

  static let refusals: [Refusal] = [
    Refusal("", #""path" is missing in [data]. Add it."#),
    Refusal("[data]\npath = \"\"\n", #""path" is missing in [data]. Add it."#),
    Refusal("[data]\npath = \"x\"\n", #""kind" is missing in [network]. Add it."#),
    Refusal(
      "[data]\npath = \"x\"\n[network]\nkind = \"dit\"\n",
      #""network.kind" is "dit"; it must be "unet" or "mlp" or "frames" or "classifier" (line 4, column 1). "#,
      "Correct the value."),
    Refusal(
      "[data]\npath = \"x\"\n[network]\nkind = \"mlp\"\nchannels = [1]\n",
      #""network.channels" is not known here (line 5, column 1). Remove it."#),
    Refusal(
      "[data]\npath = \"x\"\n[network]\nkind = \"unet\"\nchannels = []\n",
      #""network.channels" is 0 numbers long; it must be 1 to 8 numbers long (line 5, column 1). "#,
      "Correct the value."),
    .after(
      "[optimizer]\nrat = 1\n",
      #""optimizer.rat" is not known here (line 10, column 1). Did you mean "rate"?"#),
    .after(
      "[optimizer]\nrate = -1\n",
      #""optimizer.rate" is -1; it must be a number from 1e-09 to 10 (line 10, column 1). "#,
      "Correct the value."),
    .after(
      "[optimizer]\nrate = nan\n",
      #""optimizer.rate" is nan; it must be a number from 1e-09 to 10 (line 10, column 1). "#,
      "Correct the value."),
    .after(
      "[optimizer]\nbatch = 1.5\n",
      #""optimizer.batch" must be a whole number, not a number (line 10, column 1). "#,
      "Correct the value."),
    .after(
      "[objective]\nconditional = 1\n",
      #""objective.conditional" must be true or false, not a whole number (line 10, column 1). "#,
      "Correct the value."),
    .after(
      "[objective]\nschedule = \"lienar\"\n",
      "line 10, column 1: There is no schedule \"lienar\". Did you mean linear?"),
    .after(
      "[objective]\nkind = 3\n",
      #""objective.kind" must be a text in quotes, not a whole number (line 10, column 1). "#,
      "Correct the value."),
    .after("[extra]\n", #""extra" is not known here (line 9, column 2). Remove it."#),
  ]

  @Test func whatCannotBeUsedIsRefused() {
    for refusal in Self.refusals {
      #expect(sentence { try parse(refusal.text) } == "t.toml: \(refusal.expected)")
    }
  }

  private func parse(_ text: String) throws -> TrainingPlan {
    try TrainingFile.parse(ByteSource(path: "t.toml", bytes: Array(text.utf8)))
  }
}

extension TrainingPlan {
  /// Every word at any of its settings.
  fileprivate static func random(using random: inout some RandomNumberGenerator) -> TrainingPlan {
    var settings: [String: Setting] = [:]
    for word in words.all {
      settings[word.key] =
        switch word.form {
        case .named(let declaration):
          .component(
            Choice(
              ["moons", "it's/a path.json", "a:b"].randomElement(using: &random)!,
              declaration.shortened(declaration.random(using: &random)).knobs))
        case .component(let options):
          .component(options.random(using: &random))
        case .value(let knob): .value(knob.random(using: &random))
        }
    }
    return TrainingPlan(Sentence(family: "train", settings: settings))
  }
}

extension Options {
  fileprivate func random(using random: inout some RandomNumberGenerator) -> Choice {
    let declaration = declarations.randomElement(using: &random)!
    let choice = declaration.shortened(declaration.random(using: &random))
    // A file with a crossed pair of knobs is refused.
    return (try? declaration.checkOrders(choice)) == nil ? Choice(declaration.name) : choice
  }
}

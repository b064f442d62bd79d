import Files
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
    var expected = TrainingDocument()
    expected.data.path = "moons"
    expected.network = .mlp(NetworkDocument.Layers())
    expected.output.folder = "out"
    #expect(try parse(Self.smallest) == expected)
  }

  @Test func readsBackWhatItWrote() throws {
    var document = TrainingDocument()
    document.data.path = "a \"b\""
    document.network = .unet(TrainingDocument.UNetLayers())
    document.objective.kind = .edm
    document.objective.schedule = try schedules.choice("edm:sigma-max=40")
    document.objective.times = .logNormal
    document.objective.mean = -1.5
    document.objective.isConditional = true
    document.optimizer.rate = 3e-4
    document.output.folder = "o"
    document.output.precision = .float16
    document.output.solver = try solvers.choice("unipc:order=3")
    #expect(try parse(TrainingFile.text(document)) == document)
    document.network = .classifier(TrainingDocument.ClassifierLayers())
    #expect(try parse(TrainingFile.text(document)) == document)
  }

  @Test(arguments: names(in: repository + "/examples").filter { $0.hasPrefix("train-") })
  func examplesAreRead(name: String) throws {
    let document = try TrainingFile.read(repository + "/examples/" + name)
    #expect(!document.data.path.isEmpty && !document.output.folder.isEmpty)
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
      #""network.kind" is "dit"; it must be "unet" or "mlp" or "classifier" (line 4, column 1). "#,
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

  private func parse(_ text: String) throws -> TrainingDocument {
    try TrainingFile.parse(ByteSource(path: "t.toml", bytes: Array(text.utf8)))
  }
}

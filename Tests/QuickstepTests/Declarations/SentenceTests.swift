import Quickstep
import Testing

@Suite struct SentenceTests {
  private static let level = NoiseLevel(t: 0.5, alpha: 0.6, sigma: 0.8)
  private static let pure = NoiseLevel(t: 1, alpha: 0, sigma: 1)

  static let sentences: [(error: any Error, text: String)] = [
    (
      DeclarationError.unknownName("hen", kind: "solver", known: ["euler", "heun"]),
      #"There is no solver "hen". Did you mean heun?"#
    ),
    (
      DeclarationError.unknownName("\u{1B}]0;x", kind: "grid", known: ["karras", "list"]),
      #"There is no grid "\e]0;x". Choose one of karras, list."#
    ),
    (
      DeclarationError.unknownKnob("roh", of: "karras", known: ["rho", "end"]),
      #"karras has no knob "roh". Did you mean rho?"#
    ),
    (
      DeclarationError.unknownKnob("x", of: "none", known: []),
      #"none has no knob "x", and no other. Leave it out."#
    ),
    (
      DeclarationError.badSetting("rho7", of: "karras"),
      #""rho7" is no setting of karras. Write KNOB=VALUE, several with commas."#
    ),
    (
      DeclarationError.badValue(knob: "steps", text: "0", range: "1 … 1000"),
      #"steps cannot be "0". Use a value of 1 … 1000."#
    ),
    (
      RunLineError.prefix(expected: "quickstep:1"),
      #"This is no run line: it does not begin with "quickstep:1". "#
        + "Put quickstep:1 in front of the words."
    ),
    (
      RunLineError.missingValue(flag: "--steps"),
      #"The run line ends after "--steps". Add its value or leave it out."#
    ),
    (
      SamplingError.notFinite(step: 3, sample: 5, quantity: .state, level: level),
      "Step 3 made NaN or infinity in the state of sample 5, at sigma/alpha 1.33 (alpha 0.6, "
        + "sigma 0.8). Guidance may be too strong or the step too large. "
        + "Lower the guidance scale, add steps or choose a clip."
    ),
    (
      SamplingError.notFinite(step: 1, sample: 0, quantity: .data, level: pure),
      "Step 1 made NaN or infinity in the data prediction of sample 0, at sigma/alpha inf "
        + "(alpha 0, sigma 1). Alpha is 0 there, where data cannot be told from a noise "
        + "prediction. Choose predicts=data or velocity, or a grid that starts below pure noise."
    ),
    (
      SamplingError.notFinite(step: 1, sample: 0, quantity: .data, level: level),
      "Step 1 made NaN or infinity in the data prediction of sample 0, at sigma/alpha 1.33 "
        + "(alpha 0.6, sigma 0.8). The start is finite, so the model gave it. "
        + "Check the numbers in the model's file."
    ),
    (
      SamplingError.levelsNotDecreasing(index: 2, sigma: 0.5, next: 0.5),
      "Noise levels must fall: level 2 has sigma/alpha 0.5, level 3 has 0.5. "
        + "Use fewer steps, a wider range or another grid."
    ),
    (
      SamplingError.unknownClass("8", known: ["0", "1"]),
      #"The model has no class "8". Choose one of 0, 1."#
    ),
    (
      SamplingError.noClasses(model: "ring"),
      "ring has no classes. Use class any, or a model with classes "
        + "(an IDX file needs its label file beside it)."
    ),
    (
      SamplingError.guidanceNeedsClass(guidance: "cfg"),
      "The guidance cfg pulls towards a class, and none is chosen. "
        + "Choose a class, or each, or guidance none."
    ),
    (
      PathError.drawsNoise,
      "There is no exact path: this solver adds fresh noise, so that no single path is right. "
        + "Choose a solver without noise to see the error of each step."
    ),
  ]

  @Test(arguments: sentences.indices) func errorsSayWhatWhereAndWhatToDo(index: Int) {
    #expect("\(Self.sentences[index].error)" == Self.sentences[index].text)
  }

  @Test func everySentenceIsOneCleanLine() {
    let hostile = "a\n\u{1B}[2J\u{202E}" + String(repeating: "x", count: 5000)
    let errors: [any Error] =
      Self.sentences.map(\.error) + [
        DeclarationError.unknownName(hostile, kind: "model", known: ["ring"]),
        DeclarationError.badValue(knob: "seed", text: hostile, range: "0 … 9"),
        DeclarationError.badSetting(hostile, of: hostile),
        SamplingError.unknownClass(hostile, known: [hostile]),
        SamplingError.noClasses(model: hostile), RunLineError.unfinished,
        SamplingError.steps(0, allowed: 1...9), SamplingError.batch(0, allowed: 1...9),
        SamplingError.sigmaRange(low: 2, high: 1), SamplingError.tooFewLevels(1),
        SamplingError.levelOutsideSchedule(sigma: 2, schedule: "flow"),
        SamplingError.noLevels(grid: "quadratic", schedule: "linear"),
        SamplingError.stepsBeyondTable(2000, entries: 1000),
        SamplingError.fixedSteps(grid: "list", steps: 6),
        SamplingError.noHighestLevel(grid: "karras", schedule: "flow"), PathError.notExact,
        PathError.guidanceFollowsSteps, PathError.stopped, PathError.notFinite(Self.pure),
        PathError.tooStiff(evaluations: 9, Self.level),
      ]
    for error in errors {
      let text = "\(error)"
      #expect(PrintableText(text, limit: 10_000).text == text)
      #expect(text.hasSuffix(".") || text.hasSuffix("?"))
      #expect(text.count < 500)
    }
  }
}

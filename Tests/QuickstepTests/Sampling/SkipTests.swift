import Testing

@testable import Quickstep

/// Parts of a network that steps leave out.
@Suite struct SkipTests {
  private static let plan = Plan(
    schedule: Choice("vp-linear"), grid: Choice("uniform-t"), solver: Choice("heun"), steps: 4,
    seed: 5, batch: 3)

  private static func run(_ skip: String, _ model: any Denoiser = BlockModel()) throws -> (
    end: [Double], records: [StepRecord]
  ) {
    var plan = plan
    plan.skip = skip
    var sampler = Sampler(try plan.job(model: model, with: Searching.kernels))
    var records: [StepRecord] = []
    while let record = try sampler.next() { records.append(record) }
    return (sampler.state, records)
  }

  @Test(arguments: [
    "none", "block.0", "block.0@3", "block.0@2..4/6+block.5@1", "mid.attn.0@1/3/5..6+up.0.attn.1",
  ]) func textsReadBack(text: String) throws {
    let skips = try #require(Skips(text))
    #expect(skips.description == text)
    var plan = Self.plan
    try plan.set("skip", text)
    #expect(try Plan(runLine: plan.runLine) == plan)
    #expect(plan.runLine.contains("--skip") == (text != "none"))
  }

  @Test(arguments: [
    "", "+", "block.0@", "@3", "block.0@0", "block.0@4..2", "block.0@2...4", "block.0@2.4",
    "block.0@a", "block.0@1@2", "block.0@1/", "block.0+", "block.0@-1",
    "block.0@99999999999999999999",
  ]) func otherTextsAreRefused(text: String) {
    #expect(Skips(text) == nil)
  }

  @Test func setsAreSpelled() throws {
    let sets: [Set<String>] = [["b"], ["b", "a"], ["b", "a"], ["b"], ["b", "a"]]
    let skips = Skips(sets, of: ["a", "b", "c"])
    #expect(skips.description == "a@2..3/5+b")
    #expect(try skips.sets(steps: 5, of: ["a", "b", "c"]) == sets)
  }

  /// A step asks the model without the part, every other step the whole.
  @Test func stepsLeavePartsOut() throws {
    let whole = try Self.run("none"), first = try Self.run("block.0@1")
    #expect(whole.records.allSatisfy { $0.parts == nil })
    let calls = first.records.map(\.evaluations)
    #expect(first.records.map(\.parts) == calls.map { 6 * $0 - calls[0] })
    #expect(first.end != whole.end)
    #expect(try Self.run("block.0@1+block.3@1").end != first.end)
    // What is left out at all steps is another model at all steps.
    let without = BlockModel().trimmed(of: ["block.0", "block.2"])
    #expect(try Self.run("block.0+block.2").end == Self.run("none", without).end)
  }

  @Test func whatIsNotThereIsNamed() {
    #expect(throws: SamplingError.skips("block.0@")) { try Self.run("block.0@") }
    #expect(throws: SamplingError.noStepToSkip(5, part: "block.1", steps: 4)) {
      try Self.run("block.1@3..5")
    }
    #expect(throws: SamplingError.unknownPart("blok.1", known: BlockModel().parts)) {
      try Self.run("blok.1")
    }
    #expect(throws: SamplingError.noParts(model: "digits")) {
      try Self.run("block.1", GaussianMixture.ring8())
    }
  }
}

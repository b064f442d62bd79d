import Experiments
import Quickstep
import Runs
import Tensors
import Testing

/// What each cause of error contributes, beside the run.
@Suite struct LedgerPreviewTests {
  private func lines(_ words: String) throws -> [String] {
    let family = SamplingFamily(ModelLibrary())
    let sentence = try Families([family]).sentence(runLine: "quickstep:1 \(words)")
    var run = try family.begin(
      Plan(sentence), with: Equipment(Kernels(pool: ThreadPool(threads: 1))))
    _ = try run.next()
    let index = try #require(run.outline.previews.firstIndex { $0.shortName == "ledger" })
    guard case .text(let text) = run.previews(most: 1)[index] else { return [] }
    return text.lines.map { $0.map(\.text).joined() }
  }

  @Test func theCausesOfAGaussianRun() throws {
    let words = "--model gmm2d --solver heun --steps 6 --batch 2"
    let shown = try lines(words)
    var plan = Plan(model: Choice("gmm2d"), solver: Choice("heun"), steps: 6, batch: 2)
    plan.seed = 7
    let ledger = try ErrorLedger(plan, model: ModelLibrary().model(plan.model))
    for entry in ledger.entries {
      let line = try #require(shown.first { $0.hasPrefix(entry.cause.rawValue) })
      #expect(line.contains(NumberPlace.any.text(entry.distance)))
    }
    // As wide as the narrowest screen.
    #expect(shown.allSatisfy { $0.count <= 38 })
  }

  @Test(arguments: [
    ("--model digits --batch 2", "not known"),
    ("--model gmm2d --clip range --batch 2", "clip"),
    ("--model gmm16 --steps 1000 --batch 2", "quickstep ledger"),
  ]) func whereThereIsNoneItSaysWhy(words: String, part: String) throws {
    #expect(try lines(words).joined(separator: " ").contains(part))
  }
}

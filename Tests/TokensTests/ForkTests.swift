import Experiments
import Tensors
import Testing

@testable import Tokens

/// Texts that another plan has begun to unmask.
@Suite struct ForkTests {
  private static let names = unmaskers.declarations.map(\.name)

  private func walked(
    _ plan: MaskedPlan, after legs: [Leg<MaskedPlan>] = []
  ) throws -> (texts: [[Double]], values: [[Double?]], run: MaskedRun) {
    var run = try family.begin(
      plan, after: legs, with: Equipment(Kernels(pool: ThreadPool(threads: 2))))
    var values: [[Double?]] = []
    while let record = try run.next() { values.append(record.values) }
    return (run.products().map(\.values), values, run)
  }

  @Test(arguments: FamilyTests.models, names)
  func goingOnAsBeforeChangesNoBit(model: String, solver: String) throws {
    let plan = try plan(model, solver, steps: 12, texts: 5)
    let whole = try walked(plan)
    for step in [0, 1, 3] where step < whole.values.count - 1 {
      let fork = try walked(plan, after: [Leg(plan, end: step)])
      #expect(fork.texts == whole.texts)
      #expect(fork.values.map(\.description) == whole.values.map(\.description))
    }
  }

  @Test(arguments: names, names)
  func everySolverCompletesWhatAnotherBegan(first: String, second: String) throws {
    let origin = try plan(FamilyTests.models[1], first, steps: 10, texts: 5)
    let next = try plan(FamilyTests.models[1], second, steps: 7, texts: 5, seed: 9)
    let whole = try walked(origin), fork = try walked(next, after: [Leg(origin, end: 2)])
    #expect(fork.run.texts.allSatisfy { $0.isComplete })
    #expect(fork.values.prefix(3).map(\.description) == whole.values.prefix(3).map(\.description))
    let outline = fork.run.outline
    #expect(outline.forks == [2])
    if let steps = outline.steps { #expect(fork.values.count == steps + 1) }
    for series in outline.foreseen.values { #expect(series.count == fork.values.count) }
  }

  @Test func whatCannotGoOnIsRefused() throws {
    let origin = try plan("chain", "ancestral", steps: 10, texts: 5)
    #expect(throws: ForkError.beyond(step: 11, steps: 10)) {
      try walked(origin, after: [Leg(origin, end: 11)])
    }
    #expect(throws: ForkError.nothingLeft(step: 10, steps: 10)) {
      try walked(origin, after: [Leg(origin, end: 10)])
    }
    let more = try plan("chain", "ancestral", steps: 10, texts: 6)
    #expect(throws: ForkError.differs(word: "batch", here: "6", origin: "5")) {
      try walked(more, after: [Leg(origin, end: 3)])
    }
  }
}

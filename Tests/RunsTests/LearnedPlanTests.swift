import Quickstep
import Runs
import Tensors
import Testing

/// What `search --model digits --method s4s --steps 5 --batch 512 --seed 1` finds.
@Suite struct LearnedPlanTests {
  private static let found = """
    quickstep:1 --model digits --grid list:sigmas=80/10.478/7.03338/3.9741/1.65348/0 \
    --solver listed:weights=-1.25521/-1.92565/0.477367/-2.2526/1.85079/-0.441948/-0.0381994/\
    0.030948/-0.0308767/0.00926156 --steps 5 --batch 96 --seed 31
    """

  /// At 5 evaluations, on noises that the search has not seen, at most 0.6 times the error of every
  /// grid that is there without it.
  @Test func digitsAreReachedBetterThanOnAnyGrid() throws {
    let plan = try Plan(runLine: Self.found)
    let bench = try SearchBench(
      plan, model: try ModelLibrary().model(plan.model),
      with: Kernels(pool: ThreadPool(threads: 2)))
    let error = try bench.trial(plan).error
    for grid in Rivals.usualGrids {
      var rival = plan
      (rival.grid, rival.solver) = (grid, Choice("dpm++2m"))
      guard let trial = try? bench.trial(rival), trial.steps == 5 else { continue }
      #expect(error <= 0.6 * trial.error, "\(grid): \(error), \(trial.error)")
    }
  }
}

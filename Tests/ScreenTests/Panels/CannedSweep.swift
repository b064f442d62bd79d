import Experiments
import Glibc
import Quickstep
import Runs
import Workbench

extension Canned {
  static let sweepAxes = [
    "solver=euler,heun,dpm++2m,unipc:order=3", "steps=4..12:2",
  ]

  /// A sweep over solvers and steps that has run, with numbers that follow from the cell.
  static func swept(_ state: State) -> State {
    var state = state.pressing("M-8")
    let plan = sweepPlan(state)
    var trials: [Trial] = []
    for cell in plan.sentences.indices {
      for seed in 0..<3 { trials.append(trial(cell, seed, plan)) }
    }
    _ = state.reduce(
      .runReported([
        .sweep(.planned(plan, kept: [], note: nil)), .sweep(.ended(trials)), .sweep(.finished),
      ]))
    return state
  }

  static func sweepPlan(_ state: State) -> SweepPlan {
    let sweep = Sweep(
      state.sentence, try! sweepAxes.map { try AxisGrammar.axis($0) },
      measures: ["sliced-w2", "mmd"], seeds: 3)
    return try! SweepPlan(sweep, among: state.families) { _ in models[0] }
  }

  private static func trial(_ cell: Int, _ seed: Int, _ plan: SweepPlan) -> Trial {
    let rows = plan.sweep.rows(of: cell)
    let steps = Double(4 + 2 * rows[1])
    let score = 0.3 + [3.0, 1.2, 0.9, 0.6][rows[0]] * exp(-steps / 4)
    guard cell != 7 else {
      return Trial(cell: cell, seed: seed, .failed("step 3 made NaN"), spent: 3, seconds: 0.001)
    }
    let floor = Estimate(mean: 0.11, spread: 0.02)
    let shift = 0.01 * Double(seed - 1)
    return Trial(
      cell: cell, seed: seed,
      .measured([
        "sliced-w2": Trial.Measured(
          value: Estimate(mean: score + shift, spread: 0.02), floor: floor, better: .lower),
        "mmd": Trial.Measured(
          value: Estimate(mean: score / 4 + shift, spread: 0.02), floor: floor, better: .lower),
      ]), spent: plan.budgets[cell] ?? 0, seconds: 0.004 + 0.001 * Double(rows[1]))
  }

  /// The runs that a history holds.
  static func remembered(_ state: State) -> State {
    var state = state.pressing("M-9")
    let lines = [
      "quickstep:1 --model ring-8 --solver heun --steps 6",
      "quickstep:1 --model ring-8 --solver unipc:order=3 --steps 8",
      "quickstep:1 walk --model grid25 --steps 2000",
    ]
    let rows = lines.enumerated().map { index, line in
      KeptRun(
        HistoryRow(
          number: Int64(41 - index), identity: RunIdentity("\(index)"), made: 0,
          family: index == 2 ? "walk" : "sample", line: line,
          end: index == 1 ? .failed("step 3 made NaN") : .finished, spent: 11 - index, unit: "NFE",
          seconds: 0.01,
          scores: index == 0
            ? [
              KeptScore(
                name: "sliced-w2", unit: "", value: Estimate(mean: 0.412, spread: 0.03),
                floor: Estimate(mean: 0.11, spread: 0.02))
            ] : [], numbers: ["error": 0.13]), among: state.families)
    }
    _ = state.reduce(
      .history(
        .found(
          HistorySearch(filter: "", order: .newest), [41, 40, 39], total: 1204, rows)))
    return state
  }
}

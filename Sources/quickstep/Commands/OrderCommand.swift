import ArgumentParser
import Quickstep
import Runs
import Screen
import Tensors

/// Measures a solver's order of convergence.
struct OrderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "order", abstract: "Measure a solver's order of convergence on an exact model.",
    discussion: "The error is the distance to the exact end of the probability flow.")

  @Argument(
    help: "The solver, NAME[:KNOB=VALUE,...] or a saved name.", completion: .names(of: solvers))
  var solver: String
  @Option(help: "An exact model.", completion: .models) var model = "gmm2d"
  @Option(help: "The schedule.", completion: .names(of: schedules)) var schedule = "vp-linear"
  @Option(help: "The grid.", completion: .names(of: gridRules)) var grid = "uniform-lambda:end=min"
  @Option(parsing: .unconditional, help: "The number of samples.") var batch = "64"

  func run() throws {
    var plan = Plan()
    let own = OwnChoices(.all())
    try plan.set("solver", own.spelledOut(solver, solvers.options))
    try plan.set("model", model)
    try plan.set("schedule", own.spelledOut(schedule, schedules.options))
    try plan.set("grid", own.spelledOut(grid, gridRules.options))
    try plan.set("batch", batch)
    let kernels = Kernels(pool: ThreadPool(threads: 2))
    let model = try ModelLibrary().model(plan.model)
    let study = try measure(plan, model, kernels)
    var table = TextTable(
      ["steps", "NFE", "error", "order"], sides: [.right, .right, .number, .number])
    for row in study.rows {
      table.add([
        "\(row.steps)", "\(row.evaluations)", format(row.error), format(row.order),
      ])
    }
    let declared = try solvers.make(plan.solver).order
    let declaration = declared.map(brief) ?? "none (stochastic)"
    try StandardOutput.write(
      "\(solvers.text(plan.solver)), declared order \(declaration)\n\n\(table.text)\n\(plot(study))\n"
        + "\(study.verdict(declared: declared))\n")
  }

  private func measure(
    _ plan: Plan, _ model: any Denoiser, _ kernels: Kernels
  ) throws -> ConvergenceStudy {
    let counts = ConvergenceStudy.stepCounts, all = counts.reduce(0, +)
    var progress = ProgressLine("steps")
    var walk = ConvergenceWalk(plan, model: model, stepCounts: counts, with: kernels)
    defer { progress.finish() }
    repeat {
      progress.show(Progress(place: walk.rows.map(\.steps).reduce(0, +), of: all))
    } while try walk.next() != nil
    return ConvergenceStudy(walk.rows)
  }

  /// The logarithm of the error over the steps.
  private func plot(_ study: ConvergenceStudy) -> String {
    var frame = Frame(size: Size(columns: 60, rows: 14))
    let plot = LinePlot(
      [LinePlot.Series("error", values: study.rows.map(\.error))],
      places: study.rows.map(\.steps))
    plot.draw(in: Rect(frame.size), of: &frame, look: Look(glyphs: .braille))
    return "error over steps\n" + frame.text + "\n"
  }
}

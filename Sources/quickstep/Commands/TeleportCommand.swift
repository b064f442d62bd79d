import ArgumentParser
import Experiments
import Quickstep
import Runs
import Screen
import Tensors

/// Tells what skipping the first part of the way costs.
struct TeleportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "teleport", abstract: "Tell what it costs to start in the middle of the way.",
    discussion: """
      Starts at one level after another by a Gaussian fit of the data (--start teleport) and follows \
      the exact flow from there. Errors are root mean square distances to the exact path from the \
      same noise: at the level, where states have |(alpha, sigma)| = 1, and at the end. The model is a \
      mixture or a data set. What is skipped is a share of the plan's own steps.
      """)

  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @Option(
    help: ArgumentHelp("Levels to start at, sigma/alpha from high to low.", valueName: "x/y/…"))
  var levels = "80/40/20/10/5/2/1"

  func run() throws {
    let families = Families.all()
    let sentence = try options.sentence(
      among: families, opening: Choice("gmm2d"),
      defaults: Configuration.inForce(families).defaults)
    let plan = try Plan(unforked: sentence)
    let knob = Knob(
      "levels", "levels to start at", .list(1e-3...1e6, .free), default: .list([10]))
    guard case .list(let sigmas) = try knob.parse(levels) else {
      preconditionFailure("a list knob reads lists")
    }
    let kernels = Kernels(pool: ThreadPool(threads: 2))
    let study = try TeleportStudy(
      plan, at: sigmas, model: try ModelLibrary().model(plan.model), with: kernels)
    var table = TextTable(
      ["sigma", "skipped", "error there", "error at the end", "of the spread"],
      sides: [.number, .number, .number, .number, .number])
    for entry in study.entries {
      table.add([
        format(entry.level.rho), entry.skipped.map(percent) ?? "-", format(entry.error),
        format(entry.endError),
        study.spread > 0 ? "\(format(100 * entry.endError / study.spread)) %" : "-",
      ])
    }
    try StandardOutput.write("\(families.runLine(sentence))\n\n\(table.text)")
  }
}

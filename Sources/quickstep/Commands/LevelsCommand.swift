import ArgumentParser
import Quickstep
import Runs
import Screen

/// Prints the noise levels of a plan.
struct LevelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "levels", abstract: "Print a grid's noise levels.",
    discussion: "Schedule, grid and steps are a model's own where one is named with --model.")

  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @OptionGroup var variant: VariantOption

  func run() throws {
    let families = Families.all()
    let plan = try Plan(
      unforked: options.sentence(
        among: families, opening: nil, defaults: Configuration.inForce(families).defaults,
        variant: variant.variant))
    let (_, grid) = try plan.makeGrid(try ModelLibrary.sampler(plan.model))
    var table = TextTable(
      ["#", "t", "alpha", "sigma", "sigma/alpha", "lambda"],
      sides: [.right, .number, .number, .number, .number, .number])
    for (index, level) in grid.levels.enumerated() {
      table.add(
        ["\(index)"]
          + [level.t, level.alpha, level.sigma, level.rho, level.lambda].map { "\($0)" })
    }
    try StandardOutput.write(table.text)
  }
}

import ArgumentParser
import Quickstep
import Screen

/// Prints the noise levels of a plan.
struct LevelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "levels", abstract: "Print a grid's noise levels.")

  @OptionGroup var options: PlanOptions

  func run() throws {
    let (_, grid) = try options.plan().makeGrid()
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

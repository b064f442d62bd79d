import ArgumentParser
import Experiments
import Quickstep
import Runs
import Screen
import Tensors

/// Tells which steps a solver bears.
struct StabilityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stability", abstract: "Tell how long the steps of a solver may be.",
    discussion: """
      Where the flow of y = x/alpha shrinks errors as y' = mu y in lambda = log alpha/sigma, a \
      step h of the solver must not make them grow: z = h mu has to lie in the solver's region. The \
      limit is how far it reaches on the negative real axis; `-` is further than 50, or not known \
      because the solver goes by sigma itself. It is told for short steps and for each step of the \
      plan.
      """)

  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The step of lambda whose region is drawn; short ones if it is left out."))
  var step: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("The width of the drawing.", valueName: "n"))
  var columns = "72"

  func run() throws {
    let drawn = try step.map { text in
      guard let h = Double(text), (1e-6...15).contains(h) else {
        throw DeclarationError.badValue(knob: "step", text: text, range: "1e-6 … 15")
      }
      return h
    }
    guard let columns = Int(columns), (20...400).contains(columns) else {
      throw DeclarationError.badValue(knob: "columns", text: columns, range: "20 … 400")
    }
    let families = Families.all()
    let plan = try Plan(
      unforked: options.sentence(
        among: families, opening: nil, defaults: Configuration.inForce(families).defaults))
    let components = try plan.components(try ModelLibrary.sampler(plan.model))
    let region = try StabilityRegion(components.solver, step: drawn ?? StabilityRegion.classical)
    var table = TextTable(
      ["step", "sigma/alpha", "h", "limit"], sides: [.right, .number, .number, .number])
    let short = drawn == nil ? region : try StabilityRegion(components.solver)
    table.add(["short", "", "0", format(short.negativeLimit())])
    for (index, step) in components.grid.steps.enumerated() {
      let h = step.to.lambda - step.from.lambda
      let limit =
        h.isFinite && h > 0
        ? (try? StabilityRegion(components.solver, step: h))?.negativeLimit() : nil
      table.add(["\(index + 1)", format(step.to.rho), format(h), format(limit)])
    }
    let title = drawn.map { "at h = \(brief($0))" } ?? "of short steps"
    try StandardOutput.write(
      "\(solvers.text(plan.solver))\n\n\(table.text)\nwhere errors shrink, z = h mu, \(title)\n"
        + drawing(of: region, columns: columns))
  }

  /// The region around where it ends on the negative axis.
  private func drawing(of region: StabilityRegion, columns: Int) -> String {
    let reach = max(0.25, min(8, 1.4 * (region.negativeLimit() ?? 4)))
    let box = PlaneBox(x: -1.2 * reach...0.5 * reach, y: -reach...reach)
    var frame = Frame(size: Size(columns: columns, rows: max(12, columns / 3)))
    var display = DisplayCapabilities()
    display.colorDepth = .none
    display.glyphs = .braille
    let rows = frame.size.rows - 2
    // A cell is about twice as high as wide, and the field fills what is drawn.
    let size = (width: columns - 5, height: rows)
    let unit = max(
      (box.x.upperBound - box.x.lowerBound) / Double(size.width),
      (box.y.upperBound - box.y.lowerBound) / Double(2 * size.height))
    let half = (x: unit * Double(size.width) / 2, y: unit * Double(size.height))
    let middle = (box.x.lowerBound + box.x.upperBound) / 2
    let view = PlaneBox(x: middle - half.x...middle + half.x, y: -half.y...half.y)
    var points: [Double] = []
    for row in 0..<size.height {
      for column in 0..<size.width {
        points.append(view.x.lowerBound + (Double(column) + 0.5) * unit)
        points.append(view.y.upperBound - (Double(row) + 0.5) * 2 * unit)
      }
    }
    RegionDrawing(
      values: region.shading(points), size: Size(columns: size.width, rows: size.height), view: view
    ).draw(in: Rect(frame.size), of: &frame, look: Look(glyphs: .braille), display)
    return frame.text + "\n"
  }
}

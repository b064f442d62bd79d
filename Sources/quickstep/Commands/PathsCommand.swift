import ArgumentParser
import Experiments
import Quickstep
import Runs
import Screen
import Tensors

/// Draws the ways of a few samples beside the exact ones.
struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "Draw the paths of samples beside the exact ones.",
    discussion: """
      Paths in the plane are drawn as they are, with a line from the end of each step to where the \
      exact flow leads from its start; others along the principal axes of the first sample's path, \
      with the share of its variance on each and how far it turns. States are drawn at alpha² + \
      sigma² = 1.
      """)

  @OptionGroup var options: SentenceOptions<SamplingFamily>
  @OptionGroup var variant: VariantOption
  @Option(parsing: .unconditional, help: ArgumentHelp("The width of the drawing.", valueName: "n"))
  var columns = "76"

  func run() throws {
    guard let columns = Int(columns), (20...400).contains(columns) else {
      throw DeclarationError.badValue(knob: "columns", text: columns, range: "20 … 400")
    }
    let families = Families.all()
    let sentence = try options.sentence(
      among: families, opening: Choice("gmm2d"),
      defaults: Configuration.inForce(families).defaults, variant: variant.variant)
    var run: any Experiment = try SamplingFamily(ModelLibrary()).begin(
      sentence, with: Equipment(Kernels(pool: ThreadPool(threads: 2))))
    var report = RunReport(line: families.runLine(sentence), outline: run.outline)
    while let record = try run.next() { report.records.append(record) }
    for statistic in run.late() { report.measure(statistic) }
    let late = run.late().lazy.compactMap { $0.previews?() }.first
    let drawing = late?.records.last.flatMap(\.self)?.text(columns: columns, rows: columns * 2 / 5)
    var table = TextTable(
      ["step", "sigma/alpha", "error"], sides: [.right, .number, .number])
    let places = ["step", "sigma", "error"].map { run.outline.index(of: $0) }
    for record in report.records {
      table.add(
        places.map { place in
          place.map { run.outline.statistics[$0].statistic.text(record.values[$0]) } ?? "-"
        })
    }
    try StandardOutput.write("\(report.line)\n\n\(table.text)\n\(drawing ?? "")")
  }
}

import ArgumentParser
import Experiments
import Files
import History
import Screen

/// Writes results as one HTML file.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a sweep or several runs as one HTML file.",
    discussion: """
      FILE is what quickstep sweep --json or --json of any run has written; a number is a run of the \
      history, as quickstep history shows it, and --history takes all runs that a filter lets pass. Of \
      several runs the words in which they differ become columns. A picture that --png wrote stands \
      beside the run whose run line it holds. The file needs no network: it has a table to sort and \
      filter, heat maps, budget against quality, and the statistics over the steps.
      """)

  @Argument(
    help: ArgumentHelp(
      "One sweep, or any number of runs, and pictures.", valueName: "file or number"),
    completion: .file(extensions: ["json", "png", "gz"]))
  var files: [String] = []
  @Option(
    help: ArgumentHelp(
      "Runs of the history: all that this lets pass, as 'quickstep history --help' says.",
      valueName: "filter"))
  var history: String?
  @Option(
    help: ArgumentHelp("Where to write it; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String
  @Option(help: ArgumentHelp("What stands at its head.", valueName: "text"))
  var title: String?

  func validate() throws {
    guard !files.isEmpty || history != nil else {
      throw ValidationError("Missing expected argument '<file or number>'.")
    }
  }

  func run() throws {
    if html != "-" { try AtomicFile.check(html) }
    let families = Families.all()
    var runs = try keptRuns(families)
    var sweeps: [(path: String, ReportDocument)] = []
    var pictures: [(path: String, PixelPicture, line: String)] = []
    for path in files where !Self.isNumber(path) {
      switch try ReportFile.read(path) {
      case .run(let run): runs.append(run)
      case .sweep(let document): sweeps.append((path, document))
      case .picture(let picture, let line): pictures.append((path, picture, line))
      }
    }
    if let second = sweeps.dropFirst().first ?? (runs.isEmpty ? nil : sweeps.first) {
      throw ReportError.mixed(sweep: second.path)
    }
    var document = try sweeps.first?.1 ?? ReportDocument(runs, among: families)
    for (path, picture, line) in pictures where !document.show(picture, of: line) {
      throw ReportError.strangePicture(path)
    }
    if let title { document.title = PrintableText(title).text }
    let themes = Themes.own()
    let text = HTMLReport(document, light: themes["light"], dark: themes["dark"]).text
    if html == "-" {
      try StandardOutput.write(text)
    } else {
      try AtomicFile.write(text, to: html)
    }
  }
}

extension ReportCommand {
  /// A file with such a name is written `./12`.
  private static func isNumber(_ word: String) -> Bool { word.allSatisfy(\.isNumber) }

  /// Those that are named by number, and those that the filter lets pass.
  private func keptRuns(_ families: Families) throws -> [RunReportFile] {
    let names = files.filter(Self.isNumber)
    guard !names.isEmpty || history != nil else { return [] }
    let store = try HistoryStore(HistoryStore.ownPath())
    var numbers: [Int64] = []
    for name in names { numbers.append(try store.number(named: name)) }
    if let history {
      let found = try store.find(HistoryFilter(history), declared: families.factNames)
      guard !found.isEmpty else { throw ReportError.noRuns(history) }
      numbers += found.filter { !numbers.contains($0) }
    }
    guard numbers.count <= Self.mostRuns else { throw ReportError.tooMany(numbers.count) }
    var runs: [RunReportFile] = []
    for row in try store.rows(numbers) {
      if let detail = try store.detail(of: row.number) { runs.append(RunReportFile(row, detail)) }
    }
    return runs
  }

  fileprivate static let mostRuns = 1000
}

/// Files that do not belong into one report.
enum ReportError: Error, CustomStringConvertible {
  case mixed(sweep: String)
  case noRuns(String)
  case tooMany(Int)
  case strangePicture(String)

  var description: String {
    switch self {
    case .mixed(let sweep):
      "\(PrintableText(sweep)): a report is of one sweep, or of runs alone. Write another one for this sweep."
    case .noRuns(let filter):
      "No run of the history fits \"\(PrintableText(filter))\". See quickstep history list for what is there."
    case .tooMany(let count):
      "\(count) runs are too many for one report; it takes \(ReportCommand.mostRuns). Narrow the filter."
    case .strangePicture(let path):
      "\(PrintableText(path)): no run among the files has the run line of this picture. "
        + "Give the --json of its run too."
    }
  }
}

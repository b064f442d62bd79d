import ArgumentParser
import Experiments
import Files
import Screen

/// Writes results as one HTML file.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a sweep or several runs as one HTML file.",
    discussion: """
      FILE is what quickstep sweep --json or --json of any run has written; of several runs the words \
      in which they differ become columns. A picture that --png wrote stands beside the run whose run \
      line it holds. The file needs no network: it has a table to sort and filter, heat maps, budget \
      against quality, and the statistics over the steps.
      """)

  @Argument(
    help: ArgumentHelp("One sweep, or any number of runs, and pictures.", valueName: "file"),
    completion: .file(extensions: ["json", "png", "gz"]))
  var files: [String]
  @Option(
    help: ArgumentHelp("Where to write it; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String
  @Option(help: ArgumentHelp("What stands at its head.", valueName: "text"))
  var title: String?

  func run() throws {
    if html != "-" { try AtomicFile.check(html) }
    var runs: [RunReportFile] = []
    var sweeps: [(path: String, ReportDocument)] = []
    var pictures: [(path: String, PixelPicture, line: String)] = []
    for path in files {
      switch try ReportFile.read(path) {
      case .run(let run): runs.append(run)
      case .sweep(let document): sweeps.append((path, document))
      case .picture(let picture, let line): pictures.append((path, picture, line))
      }
    }
    if let second = sweeps.dropFirst().first ?? (runs.isEmpty ? nil : sweeps.first) {
      throw ReportError.mixed(sweep: second.path)
    }
    var document = try sweeps.first?.1 ?? ReportDocument(runs, among: Families.all())
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

/// Files that do not belong into one report.
enum ReportError: Error, CustomStringConvertible {
  case mixed(sweep: String)
  case strangePicture(String)

  var description: String {
    switch self {
    case .mixed(let sweep):
      "\(PrintableText(sweep)): a report is of one sweep, or of runs alone. Write another one for this sweep."
    case .strangePicture(let path):
      "\(PrintableText(path)): no run among the files has the run line of this picture. "
        + "Give the --json of its run too."
    }
  }
}

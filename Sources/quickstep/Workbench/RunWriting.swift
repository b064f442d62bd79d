import Experiments
import Files
import Glibc
import Runs
import Screen
import Workbench

/// What is shown of a run, on its way into a file.
struct RunWriting: Sendable {
  let run: ShownRun
  /// What makes it again.
  let line: String
  /// The preview on the screen.
  let shown: Preview?
  let path: String
  let form: Writing.Form
  let meeting: Writing.Meeting

  /// - Returns: whether it was written; where not, a file is there that nobody has given up.
  func perform() throws -> Bool {
    if case .kept = meeting, access(path, F_OK) == 0 { return false }
    try AtomicFile.write(try bytes(), to: path)
    return true
  }

  private func bytes() throws -> [UInt8] {
    switch form {
    case .png:
      guard let picture = shown?.picture(in: shown?.box) else {
        throw WritingError.noPicture
      }
      return PNGFile.encode(PixelPicture(picture), note: line)
    case .csv: return Array(report.table.csv.utf8)
    case .json: return Array(report.json.utf8)
    case .npy:
      guard let numbers = shown?.numbers else { throw WritingError.noNumbers }
      return NPYFile.encode(numbers, as: .float64)
    case .apng:
      var filmstrip = Filmstrip()
      for previews in run.previews { filmstrip.take(previews) }
      return try filmstrip.bytes(line: line)
    }
  }

  private var report: RunReport {
    var report = RunReport(line: line, outline: run.outline)
    report.records = run.records
    report.scores = run.scores ?? []
    report.finding = run.finding.map { ($0, nil) }
    return report
  }
}

/// Why what is shown cannot be written so.
enum WritingError: Error, CustomStringConvertible {
  case noPicture, noNumbers

  var description: String {
    switch self {
    case .noPicture: "What is shown is no picture. Write .csv or .json."
    case .noNumbers: "What is shown has no numbers. Write .csv or .json."
    }
  }
}

extension Preview {
  /// What it shows as an array; pictures in the 256 levels that can be seen, -1 … 1.
  fileprivate var numbers: NumberArray? {
    switch self {
    case .points(let points):
      NumberArray(shape: [points.count, points.dimensions], values: points.values)
    case .pictures(let pictures):
      NumberArray(
        shape: [pictures.count, pictures.height, pictures.width, pictures.channels],
        values: pictures.levels.map { Double($0) / 127.5 - 1 })
    case .matrix(let matrix):
      NumberArray(
        shape: [matrix.rows.count, matrix.rows.first?.count ?? 0],
        values: matrix.rows.flatMap(\.self))
    case .graph(let graph): NumberArray(shape: [graph.fills.count], values: graph.fills)
    case .text, .curves, .decades, .beside: nil
    }
  }
}

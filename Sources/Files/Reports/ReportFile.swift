import Experiments

/// A file that a report is made of.
public enum ReportFile: Sendable {
  /// What `quickstep sweep --json` wrote.
  case sweep(ReportDocument)
  /// What `--json` of a single run wrote.
  case run(RunReportFile)
  /// A picture that `--png` wrote, with its run line.
  case picture(PixelPicture, line: String)

  /// - Throws: `FileError` naming the first thing that is wrong, and where.
  public static func read(_ path: String) throws(FileError) -> ReportFile {
    try parse(ByteSource(contentsOf: path, limit: ByteLimit.report))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> ReportFile {
    guard !PNGFile.isPNG(source.bytes) else {
      guard let line = PNGFile.note(of: source.bytes) else {
        throw source.error(.nothingInside("run lines"))
      }
      return .picture(try PNGFile.decode(source), line: line)
    }
    let root = try JSONCursor(source)
    let members = try root.object()
    if members["sweep"] != nil { return .sweep(try SweepReportFile.document(root)) }
    if members["run"] != nil { return .run(try RunReportFile(root)) }
    throw root.badValue(
      "an object without \"sweep\" or \"run\"",
      needed: "what quickstep sweep --json, or --json of a run, has written")
  }
}

extension ByteLimit {
  /// Results of a whole sweep.
  public static let report = 256 << 20
}

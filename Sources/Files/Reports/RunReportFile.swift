import Experiments

/// A single run as its `--json` writes it.
public struct RunReportFile: Sendable {
  public let path: String
  /// The run line.
  public let line: String
  public let evaluations: Int?
  public let seconds: Double?
  public let measures: [ReportDocument.Measure]
  /// By measure.
  public let marks: [String: ReportDocument.Mark]
  /// Every number of its steps.
  public let curves: [Curve]
  /// What it has found, in a sentence; empty where it looked for nothing.
  public let finding: String
  /// Why there is nothing to tell of it; `nil` where there is.
  public private(set) var failure: String?
  /// A PNG file of what it made; `nil` where there is none.
  public private(set) var thumbnail: [UInt8]?

  /// A run that is not read from a file.
  /// - Parameter path: what messages call it.
  public init(
    _ path: String, line: String, evaluations: Int, seconds: Double, failure: String?,
    scores: [(ReportDocument.Measure, ReportDocument.Mark)], curves: [Curve], thumbnail: [UInt8]?
  ) {
    self.path = path
    self.line = line
    self.evaluations = evaluations
    self.seconds = seconds
    self.failure = failure
    measures = scores.map(\.0)
    marks = Dictionary(scores.map { ($0.0.name, $0.1) }, uniquingKeysWith: { first, _ in first })
    self.curves = curves
    finding = ""
    self.thumbnail = thumbnail
  }

  init(_ root: JSONCursor) throws(FileError) {
    try root.requireKnownMembers([
      "run", "steps", "quality", "found", "statistics", "evaluations", "seconds",
    ])
    path = root.path
    line = try root.member("run").string()
    evaluations = try root.count("evaluations")
    seconds = try root.known("seconds")
    finding = try root.optional("found")?.text("text") ?? ""
    (measures, marks) = try Self.quality(root.member("quality").elements())
    let order = try Self.order(root)
    curves = try Self.curves(root.member("steps").elements(), order)
  }

  private static func quality(
    _ scores: [JSONCursor]
  ) throws(FileError) -> ([ReportDocument.Measure], [String: ReportDocument.Mark]) {
    var measures: [ReportDocument.Measure] = []
    var marks: [String: ReportDocument.Mark] = [:]
    for score in scores {
      try score.requireKnownMembers([
        "name", "unit", "better", "value", "spread", "floor", "floor-spread", "samples",
        "samples-needed",
      ])
      let name = try score.member("name").string()
      // Files that do not say which way is better are of measures that are 0 at best.
      let better = try score.optional("better")?.word(betterWords) ?? .lower
      measures.append(
        ReportDocument.Measure(name, unit: try score.text("unit") ?? "", better: better))
      marks[name] = try score.mark()
    }
    return (measures, marks)
  }

  /// The statistics in the order of the run's own columns; sorted where the file does not say it.
  private static func order(_ root: JSONCursor) throws(FileError) -> [String] {
    var names: [String] = []
    for statistic in try root.optional("statistics")?.elements() ?? [] {
      names.append(try statistic.string())
    }
    return names
  }

  private static func curves(
    _ steps: [JSONCursor], _ order: [String]
  ) throws(FileError) -> [Curve] {
    var points: [String: [SIMD2<Double>]] = [:]
    for (index, step) in steps.enumerated() {
      let members = try step.object()
      let place = try step.known("step") ?? Double(index)
      for (name, value) in members where name != "step" {
        if let number = value.number, number.isFinite {
          points[name, default: []].append([place, number])
        }
      }
    }
    let names = order.isEmpty ? points.keys.sorted() : order
    return names.compactMap { name in
      points[name].flatMap { $0.count > 1 ? Curve(name, $0) : nil }
    }
  }
}

let betterWords = Dictionary(uniqueKeysWithValues: Score.Better.allCases.map { ($0.rawValue, $0) })

extension JSONCursor {
  /// Value and floor of a measure, each with its spread.
  func mark() throws(FileError) -> ReportDocument.Mark {
    ReportDocument.Mark(
      value: try known("value"), spread: try known("spread"), floor: try known("floor"),
      floorSpread: try known("floor-spread"))
  }
}

import Experiments

/// A sweep as `quickstep sweep --json` writes it: its run line, axes and measures, and one object a
/// cell.
enum SweepReportFile {
  static func document(_ root: JSONCursor) throws(FileError) -> ReportDocument {
    try root.requireKnownMembers([
      "sweep", "axes", "measures", "tolerance", "finding", "cells",
    ])
    let axes = try axes(root.member("axes").elements())
    let measures = try measures(root.member("measures").elements())
    var rows: [ReportDocument.Row] = []
    for cell in try root.member("cells").elements() {
      rows.append(try row(cell, axes, measures))
    }
    let names = axes.map(\.name).joined(separator: " × ")
    return ReportDocument(
      title: names.isEmpty ? "Sweep" : "Sweep over \(names)",
      finding: try root.text("finding") ?? "", line: try root.member("sweep").string(),
      tolerance: try root.known("tolerance"), axes: axes, measures: measures, rows: rows)
  }

  private static func axes(_ list: [JSONCursor]) throws(FileError) -> [ReportDocument.Axis] {
    var axes: [ReportDocument.Axis] = []
    for axis in list {
      try axis.requireKnownMembers(["name", "values"])
      let name = try axis.member("name")
      var values: [String] = []
      for value in try axis.member("values").elements() { values.append(try value.string()) }
      axes.append(ReportDocument.Axis(try name.string(), values: values))
      guard axes.dropLast().allSatisfy({ $0.name != axes.last?.name }) else {
        throw name.badValue("there twice", needed: "another name")
      }
    }
    return axes
  }

  private static func measures(
    _ list: [JSONCursor]
  ) throws(FileError) -> [ReportDocument.Measure] {
    var measures: [ReportDocument.Measure] = []
    for measure in list {
      try measure.requireKnownMembers(["name", "unit", "better"])
      measures.append(
        ReportDocument.Measure(
          try measure.member("name").string(), unit: try measure.text("unit") ?? "",
          better: try measure.member("better").word(betterWords)))
    }
    return measures
  }

  private static func row(
    _ cell: JSONCursor, _ axes: [ReportDocument.Axis], _ measures: [ReportDocument.Measure]
  ) throws(FileError) -> ReportDocument.Row {
    try cell.requireKnownMembers([
      "cell", "values", "run", "evaluations", "seconds", "seeds", "scores", "front", "failed",
    ])
    let values = try cell.member("values")
    try values.requireKnownMembers(axes.map(\.name))
    var texts: [String] = []
    for axis in axes {
      let value = try values.member(axis.name)
      let text = try value.string()
      guard axis.values.contains(text) else {
        throw value.badValue("\"\(text)\"", needed: "one of the axis' values")
      }
      texts.append(text)
    }
    var row = ReportDocument.Row(values: texts, line: try cell.member("run").string())
    row.failure = try cell.text("failed")
    row.evaluations = try cell.count("evaluations")
    row.seconds = try cell.known("seconds")
    row.seeds = try cell.count("seeds") ?? 1
    row.front = try cell.optional("front")?.word([
      "on": .on, "uncertain": .uncertain, "off": .dominated,
    ])
    for score in try cell.optional("scores")?.elements() ?? [] {
      try score.requireKnownMembers(["name", "value", "spread", "floor", "floor-spread"])
      let name = try score.member("name")
      let text = try name.string()
      guard measures.contains(where: { $0.name == text }) else {
        throw name.badValue("\"\(text)\"", needed: "one of the measures")
      }
      row.marks[text] = try score.mark()
    }
    return row
  }
}

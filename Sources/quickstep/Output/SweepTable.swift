import Experiments
import Files
import Quickstep
import Screen

/// What a sweep has come to: as text for people, as tables for programs.
struct SweepTable {
  private let results: SweepResults
  private let families: Families
  private let measures: [Statistic]
  /// By the first measure.
  private let standing: SweepStanding

  init(_ results: SweepResults, _ families: Families) {
    self.results = results
    self.families = families
    measures = results.measures
    standing = SweepStanding(
      results, by: results.measures[0], within: results.plan.sweep.tolerance)
  }

  private var sweep: Sweep { results.plan.sweep }
  private var family: any Family { families[sweep.base] }
  private var budget: RunBudget { results.plan.budget }
  private var cells: Range<Int> { results.plan.sentences.indices }
  private var ran: [Int] { cells.filter { !results.trials[$0].isEmpty } }

  /// One row a cell, and the sentence.
  var text: String {
    let shown = measures.prefix(3)
    var table = TextTable(
      sweep.axes.map(\.name) + [budget.unit, "ms"] + shown.flatMap { [$0.label, "±"] }
        + ["floor", "front"],
      sides: sweep.axes.map { _ in .left } + [.number, .number]
        + shown.flatMap { _ in [.number, .left] } + [.number, .left])
    for cell in ran {
      let rows = sweep.rows(of: cell)
      var row = zip(sweep.axes, rows).map { PrintableText($0.text($1), limit: 40).text }
      row.append(results.budget(of: cell).map(String.init) ?? "-")
      row.append(format(results.seconds(of: cell).map { $0 * 1000 }))
      if let reason = results.failure(of: cell) {
        table.add(
          row + Array(repeating: "-", count: 2 * shown.count + 1)
            + ["failed: \(PrintableText(reason, limit: 100))"])
        continue
      }
      for measure in shown {
        let score = results.score(cell, measure.name)
        row.append(measure.text(score?.mean))
        row.append(score.map { spreadText($0.spread) } ?? "-")
      }
      let floor = results.score(cell, measures[0].name)?.floor
      row.append(measures[0].text(floor?.mean))
      row.append(word(standing.front[cell]))
      table.add(row)
    }
    let sentence = standing.sentence(family).map { "\n\($0)\n" } ?? ""
    let best = standing.best.map {
      "\(families.runLine(results.plan.sentences[$0.cell]))\n"
    }
    return table.text + sentence + (best ?? "")
  }

  private func word(_ membership: Front.Membership?) -> String {
    switch membership {
    case .on: "on"
    case .uncertain: "uncertain"
    case .off, nil: ""
    }
  }

  /// One row a cell: the axes, evaluations, seconds, each measure with spread and floor.
  var table: Files.Table {
    var columns = sweep.axes.map { Files.Table.Column($0.name) }
    columns.append(Files.Table.Column(budget.noun))
    columns.append(Files.Table.Column("seconds", unit: "s"))
    columns.append(Files.Table.Column("seeds"))
    for measure in measures {
      columns.append(Files.Table.Column(measure.name, unit: measure.unit))
      for part in ["spread", "floor", "floor-spread"] {
        columns.append(Files.Table.Column("\(measure.name) \(part)", unit: measure.unit))
      }
    }
    columns.append(Files.Table.Column("front"))
    columns.append(Files.Table.Column("failed"))
    var table = Files.Table(columns: columns)
    for cell in ran {
      let rows = sweep.rows(of: cell)
      var row: [Files.Table.Cell] = zip(sweep.axes, rows).map { .text($0.text($1)) }
      row.append(Files.Table.Cell(results.budget(of: cell).map(Double.init)))
      row.append(Files.Table.Cell(results.seconds(of: cell)))
      row.append(Files.Table.Cell(Double(results.trials[cell].count)))
      for measure in measures {
        let score = results.score(cell, measure.name)
        row += [score?.mean, score?.spread, score?.floor?.mean, score?.floor?.spread]
          .map { Files.Table.Cell($0) }
      }
      row.append(.text(word(standing.front[cell])))
      row.append(results.failure(of: cell).map { .text($0) } ?? .empty)
      table.append(row)
    }
    return table
  }

  /// The sweep, its axes and its cells as one object.
  var json: String {
    let found = standing.sentence(family)
    let object: [String: JSONValue] = [
      "sweep": .string(families.runLine(sweep.base)),
      "tolerance": .number(sweep.tolerance),
      "axes": .array(
        sweep.axes.map { axis in
          .object([
            "name": .string(axis.name),
            "values": .array(axis.rows.indices.map { .string(axis.text($0)) }),
          ])
        }),
      "measures": .array(measures.map(json)),
      "finding": found.map { .string($0) } ?? .null,
      "cells": .array(ran.map(json)),
    ]
    return JSONValue.object(object).text + "\n"
  }

  private func json(_ measure: Statistic) -> JSONValue {
    let better = ran.lazy.compactMap { results.score($0, measure.name)?.better }.first
    let word =
      switch better {
      case .higher: "higher"
      case .nearer: "nearer"
      case .lower, nil: "lower"
      }
    return .object([
      "name": .string(measure.name), "unit": .string(measure.unit), "better": .string(word),
    ])
  }

  private func json(_ cell: Int) -> JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    let values = zip(sweep.axes, sweep.rows(of: cell)).map { axis, row in
      (axis.name, JSONValue.string(axis.text(row)))
    }
    let scores = measures.compactMap { measure -> JSONValue? in
      guard let score = results.score(cell, measure.name) else { return nil }
      return .object([
        "name": .string(measure.name), "value": .number(score.mean),
        "spread": .number(score.spread), "floor": number(score.floor?.mean),
        "floor-spread": number(score.floor?.spread),
      ])
    }
    var object: [String: JSONValue] = [
      "cell": .number(Double(cell)),
      "values": .object(Dictionary(uniqueKeysWithValues: values)),
      "run": .string(families.runLine(results.plan.sentences[cell])),
      "evaluations": number(results.budget(of: cell).map(Double.init)),
      "seconds": number(results.seconds(of: cell)),
      "seeds": .number(Double(results.trials[cell].count)),
      "scores": .array(scores),
      "front": .string(
        standing.front[cell] == nil
          ? "off" : word(standing.front[cell]).isEmpty ? "off" : word(standing.front[cell])),
    ]
    if let reason = results.failure(of: cell) { object["failed"] = .string(reason) }
    return .object(object)
  }

  /// What a report says.
  /// - Parameter previews: what cells have made.
  func report(_ previews: [Int: Preview]) -> ReportDocument {
    let axes = sweep.axes.map { axis in
      ReportDocument.Axis(axis.name, values: axis.rows.indices.map { axis.text($0) })
    }
    let names = axes.map(\.name).joined(separator: " × ")
    var document = ReportDocument(
      title: "Sweep over \(names)", finding: standing.sentence(family) ?? "",
      line: families.runLine(sweep.base), tolerance: sweep.tolerance, axes: axes,
      measures: measures.map { measure in
        ReportDocument.Measure(
          measure.name, unit: measure.unit,
          better: ran.lazy.compactMap { results.score($0, measure.name)?.better }.first ?? .lower)
      },
      rows: ran.map(row))
    for (cell, preview) in previews {
      guard let picture = preview.picture() else { continue }
      _ = document.show(
        PixelPicture(picture), of: families.runLine(results.plan.sentences[cell]))
    }
    return document
  }

  private func row(_ cell: Int) -> ReportDocument.Row {
    var row = ReportDocument.Row(
      values: zip(sweep.axes, sweep.rows(of: cell)).map { $0.text($1) },
      line: families.runLine(results.plan.sentences[cell]))
    row.evaluations = results.budget(of: cell)
    row.seconds = results.seconds(of: cell)
    row.seeds = results.trials[cell].count
    for measure in measures {
      guard let score = results.score(cell, measure.name) else { continue }
      row.marks[measure.name] = ReportDocument.Mark(
        value: score.mean, spread: score.spread, floor: score.floor?.mean,
        floorSpread: score.floor?.spread)
    }
    row.front =
      switch standing.front[cell] {
      case .on: .on
      case .uncertain: .uncertain
      case .off: .dominated
      case nil: nil
      }
    row.failure = results.failure(of: cell)
    return row
  }

  /// The map of the first measure, the last axis across.
  var picture: Picture? {
    let across = sweep.axes[sweep.axes.count - 1].rows.count
    let values = standing.points.map { $0?.score.mean ?? .nan }
    let rows = stride(from: 0, to: values.count, by: across).map {
      Array(values[$0..<min(values.count, $0 + across)])
    }
    return Preview.matrix(MatrixPicture(rows)).picture()
  }
}

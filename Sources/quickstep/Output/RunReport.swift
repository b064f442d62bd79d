import Experiments
import Files
import Quickstep
import Runs

/// What a run told: as text for people, as tables for programs.
struct RunReport {
  /// The run line.
  let line: String
  let outline: RunOutline
  var records: [RunRecord] = []
  var scores: [Score] = []

  init(line: String, outline: RunOutline) {
    self.line = line
    self.outline = outline
  }

  /// Puts in values that come later than their steps, where this run has such.
  mutating func measure(_ late: LateStatistic) {
    guard let index = outline.index(of: late.name), outline.statistics[index].rank != nil else {
      return
    }
    StandardError.write("\(late.doing)\n")
    do {
      let values = try late.measure { false }
      for place in records.indices where values.indices.contains(place) {
        records[place].amend(index, values[place])
      }
    } catch {
      StandardError.write("no \(late.title): \(error)\n")
    }
  }

  /// The statistics that at least one step has, and the quality.
  var text: String {
    let shown = outline.statistics.indices.filter { index in
      records.contains { $0.values[index] != nil }
    }
    var table = TextTable(
      shown.map { outline.statistics[$0].statistic.label }, sides: shown.map { _ in .number })
    for record in records {
      table.add(shown.map { outline.statistics[$0].statistic.text(record.values[$0]) })
    }
    let warnings = records.flatMap(\.warnings).map { "! \($0)\n" }.joined()
    return table.text + warnings + (scores.isEmpty ? "" : "\n" + qualityText)
  }

  /// The scores, each beside what fresh true samples score, and what has to be known to read them.
  private var qualityText: String {
    var table = TextTable(
      ["quality", "value", "±", "floor", "±"], sides: [.left, .number, .left, .number, .left])
    for score in scores {
      table.add([
        score.statistic.label, score.statistic.text(score.value.mean),
        spreadText(score.value.spread), score.statistic.text(score.floor.mean),
        spreadText(score.floor.spread),
      ])
    }
    return table.text + ScoreNote.all(of: scores).map { "\($0)\n" }.joined()
  }

  /// One row a step, one column a statistic.
  var table: Files.Table {
    let hasEquations = records.contains { $0.equation != nil }
    var table = Files.Table(
      columns: outline.statistics.map { Files.Table.Column($0.name, unit: $0.statistic.unit) }
        + (hasEquations ? [Files.Table.Column("equation")] : []))
    for record in records {
      let equation = record.equation.map { Files.Table.Cell.text($0.text) } ?? .empty
      table.append(
        record.values.map { Files.Table.Cell($0) } + (hasEquations ? [equation] : []))
    }
    return table
  }

  private func json(_ equation: RunEquation) -> JSONValue {
    .object([
      "text": .string(equation.text),
      "terms": .array(
        equation.terms.map { term in
          .object([
            "symbol": .string(term.symbol), "meaning": .string(term.meaning),
            "coefficient": .number(term.coefficient),
          ])
        }),
    ])
  }

  /// Run line, steps and quality as one object.
  var json: String {
    let quality = scores.map { score in
      JSONValue.object([
        "name": .string(score.statistic.name), "unit": .string(score.statistic.unit),
        "value": .number(score.value.mean), "spread": .number(score.value.spread),
        "floor": .number(score.floor.mean), "floor-spread": .number(score.floor.spread),
        "samples": .number(Double(score.samples)),
        "samples-needed": .number(Double(score.samplesNeeded)),
      ])
    }
    let steps = records.map { record in
      var members: [String: JSONValue] = Dictionary(
        uniqueKeysWithValues: zip(outline.statistics, record.values).map { statistic, value in
          (statistic.name, value.map { .number($0) } ?? .null)
        })
      members["equation"] = record.equation.map(json)
      if !record.warnings.isEmpty {
        members["warnings"] = .array(record.warnings.map { .string($0) })
      }
      return JSONValue.object(members)
    }
    return JSONValue.object([
      "run": .string(line), "steps": .array(steps), "quality": .array(quality),
    ]).text + "\n"
  }
}

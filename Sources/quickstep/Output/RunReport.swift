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
  /// What the run has come to, with the run line of what it has found.
  var finding: (told: Finding, line: String?)?

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

  /// What was found, or else the statistics that at least one step has, and the quality.
  var text: String { finding.map { text(of: $0.told, $0.line) } ?? statisticsText }

  private func text(of finding: Finding, _ line: String?) -> String {
    let kinds = finding.rows.first ?? []
    var table = TextTable(
      finding.columns,
      sides: finding.columns.indices.map { column in
        guard kinds.indices.contains(column), case .text = kinds[column] else { return .number }
        return .left
      })
    for row in finding.rows { table.add(row.map(\.description)) }
    return table.text + "\n\(finding.text)\n" + (line.map { "\($0)\n" } ?? "")
  }

  private var statisticsText: String {
    let shown = outline.statistics.indices.filter { index in
      records.contains { $0.values[index] != nil }
    }
    var table = TextTable(
      shown.map { outline.statistics[$0].statistic.label },
      sides: shown.map { outline.statistics[$0].statistic.isNamed ? .left : .number })
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
      let values = zip(outline.statistics, record.values).map { item, value in
        value != nil && item.statistic.isNamed
          ? .text(item.statistic.text(value)) : Files.Table.Cell(value)
      }
      let equation = record.equation.map { Files.Table.Cell.text($0.text) } ?? .empty
      table.append(values + (hasEquations ? [equation] : []))
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
  var json: String { json(beside: ["run": .string(line)]) }

  /// Steps and quality with what else there is to say, as one object.
  func json(beside others: [String: JSONValue]) -> String {
    let quality = scores.map { score in
      JSONValue.object([
        "name": .string(score.statistic.name), "unit": .string(score.statistic.unit),
        "value": .number(score.value.mean), "spread": .number(score.value.spread),
        "floor": .number(score.floor.mean), "floor-spread": .number(score.floor.spread),
        "better": .string(score.better.rawValue),
        "samples": .number(Double(score.samples)),
        "samples-needed": .number(Double(score.samplesNeeded)),
      ])
    }
    let steps = records.map { record in
      var members: [String: JSONValue] = Dictionary(
        uniqueKeysWithValues: zip(outline.statistics, record.values).map { item, value in
          (item.name, value.map { json(of: item.statistic, $0) } ?? .null)
        })
      members["equation"] = record.equation.map(json)
      if !record.warnings.isEmpty {
        members["warnings"] = .array(record.warnings.map { .string($0) })
      }
      return JSONValue.object(members)
    }
    var object = others
    object["steps"] = .array(steps)
    object["quality"] = .array(quality)
    object["statistics"] = .array(outline.statistics.map { .string($0.name) })
    object["evaluations"] = .number(Double(records.last?.spent ?? 0))
    object["seconds"] = .number(records.compactMap(\.seconds).reduce(0, +))
    if let finding { object["found"] = json(of: finding.told, finding.line) }
    return JSONValue.object(object).text + "\n"
  }

  private func json(of statistic: Statistic, _ value: Double) -> JSONValue {
    statistic.isNamed ? .string(statistic.text(value)) : .number(value)
  }

  private func json(of finding: Finding, _ line: String?) -> JSONValue {
    let rows = finding.rows.map { row in
      JSONValue.object(
        Dictionary(
          uniqueKeysWithValues: zip(finding.columns, row).map { column, cell in
            switch cell {
            case .text(let text): (column, .string(text))
            case .count(let count): (column, .number(Double(count)))
            case .number(let number): (column, number.isFinite ? .number(number) : .null)
            }
          }))
    }
    return .object([
      "text": .string(finding.text), "run": line.map { .string($0) } ?? .null,
      "rows": .array(rows),
    ])
  }
}

extension Statistic {
  /// Whether its values stand for names.
  fileprivate var isNamed: Bool { if case .names = format { true } else { false } }
}

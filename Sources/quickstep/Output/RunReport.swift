import Files
import Quickstep
import Runs
import Screen

/// What a run told: as text for people, as tables for programs.
struct RunReport {
  let plan: Plan
  let records: [StepRecord]
  let quality: [MetricResult]

  /// The statistics that at least one step has, and the quality.
  var text: String {
    let shown = stepStatistics.filter { item in
      records.contains { item.value($0) != nil }
    }
    var table = TextTable(shown.map(\.statistic.label), sides: shown.map { _ in .number })
    for record in records {
      table.add(
        shown.map { item in
          item.statistic.text(item.value(record))
        })
    }
    return table.text + (quality.isEmpty ? "" : "\n" + qualityText)
  }

  /// The scores, each beside what fresh true samples score, and what has to be known to read them.
  private var qualityText: String {
    var table = TextTable(
      ["quality", "value", "±", "floor", "±"], sides: [.left, .number, .left, .number, .left])
    for result in quality {
      let statistic = result.metric.statistic
      table.add([
        statistic.label, statistic.text(result.value.mean), spreadText(result.value.spread),
        statistic.text(result.floor.mean), spreadText(result.floor.spread),
      ])
    }
    return table.text + QualityNote.all(of: quality).map { "\($0)\n" }.joined()
  }

  /// One row a step, one column a statistic.
  var table: Files.Table {
    var table = Files.Table(
      columns: stepStatistics.map(\.statistic).map { Files.Table.Column($0.name, unit: $0.unit) })
    for record in records {
      table.append(stepStatistics.map { Files.Table.Cell($0.value(record)) })
    }
    return table
  }

  /// Plan, steps and quality as one object.
  var json: String {
    let quality = quality.map { result in
      JSONValue.object([
        "name": .string(result.metric.name), "unit": .string(result.metric.statistic.unit),
        "value": .number(result.value.mean), "spread": .number(result.value.spread),
        "floor": .number(result.floor.mean), "floor-spread": .number(result.floor.spread),
        "samples": .number(Double(result.samples)),
        "samples-needed": .number(Double(Metric.samplesNeeded)),
      ])
    }
    let steps = records.map { record in
      JSONValue.object(
        Dictionary(
          uniqueKeysWithValues: stepStatistics.map { item in
            (item.statistic.name, item.value(record).map { .number($0) } ?? .null)
          }))
    }
    return JSONValue.object([
      "run": .string(RunLine.text(plan)), "steps": .array(steps), "quality": .array(quality),
    ]).text + "\n"
  }
}

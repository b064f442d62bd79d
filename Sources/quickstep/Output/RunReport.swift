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
    var table = TextTable(shown.map(\.statistic.symbol), sides: shown.map { _ in .number })
    for record in records {
      table.add(
        shown.map { $0.statistic.format.text($0.value(record)) })
    }
    var metrics = TextTable(["quality", "value", "floor"], sides: [.left, .number, .number])
    for result in quality {
      let format = result.metric.format
      metrics.add([result.metric.name, format.text(result.value), format.text(result.floor)])
    }
    return table.text + (quality.isEmpty ? "" : "\n" + metrics.text)
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
        "name": .string(result.metric.name), "value": .number(result.value),
        "floor": .number(result.floor),
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

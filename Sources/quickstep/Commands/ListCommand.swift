import ArgumentParser
import Quickstep
import Runs

/// Prints what can be chosen, from the declarations.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what there is to choose from, with knobs and papers.")

  private enum Kind: String, CaseIterable {
    case models, solvers, schedules, grids, guidance, clips, metrics, statistics
  }

  private static let kinds = Kind.allCases.map(\.rawValue)

  @Argument(
    help: "What to list: \(kinds.joined(separator: ", ")).", completion: .list(kinds))
  var kind: String

  func run() throws {
    guard let kind = Kind(rawValue: kind) else {
      throw DeclarationError.unknownName(kind, kind: "list", known: Self.kinds)
    }
    try StandardOutput.write(text(kind))
  }

  private func text(_ kind: Kind) -> String {
    switch kind {
    case .models: models
    case .solvers: components(solvers.options)
    case .schedules: components(schedules.options)
    case .grids: components(gridRules.options)
    case .guidance: components(guidances.declarations)
    case .clips: components(clips.options)
    case .metrics: metricsText
    case .statistics: statisticsText
    }
  }

  private func components(_ declarations: [Declaration]) -> String {
    declarations.map { declaration in
      var lines = ["\(declaration.name)  \(declaration.title): \(declaration.summary)"]
      if !declaration.paper.isEmpty { lines.append("  \(declaration.paper)") }
      lines += declaration.knobs.map { knob in
        let unit = knob.unit.isEmpty ? "" : " \(knob.unit)"
        return "  \(knob.name)=\(knob.fallback.text)\(unit)  [\(knob.rangeText)]  \(knob.summary)"
      }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private var models: String {
    var table = TextTable(["name", "kind", "summary"], sides: [.left, .left, .left])
    for entry in ModelLibrary.entries {
      table.add([entry.name, entry.kind.text, entry.summary])
    }
    return table.text
      + "\nor a path: a network's folder, an IDX file, a folder of PNG files, a mixture in JSON\n"
      + modelDeclaration.knobs.map {
        "  \($0.name)=\($0.fallback.text)  [\($0.rangeText)]  \($0.summary)\n"
      }.joined()
  }

  private var metricsText: String {
    var table = TextTable(
      ["name", "symbol", "unit", "summary"], sides: [.left, .left, .left, .left])
    for metric in metrics {
      let item = metric.statistic
      table.add([item.name, item.symbol, item.unit, item.summary])
    }
    return table.text + "\n\(Metric.samplesNeeded) samples tell scores apart that differ by 5 %\n"
  }

  private var statisticsText: String {
    var table = TextTable(
      ["name", "symbol", "unit", "summary"], sides: [.left, .left, .left, .left])
    for item in stepStatistics.map(\.statistic) {
      table.add([item.name, item.symbol, item.unit, item.summary])
    }
    return table.text
  }
}

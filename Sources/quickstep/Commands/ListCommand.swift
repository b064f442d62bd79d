import ArgumentParser
import Experiments
import Files
import Runs

/// Prints what can be chosen, from the declarations.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what there is to choose from, with knobs and papers.")

  private enum Kind: String, CaseIterable {
    case models, solvers, methods, schedules, grids, guidance, clips, metrics, statistics, families
    case names, readings, starts, parts, presets

    /// The word that chooses from them.
    var word: String? {
      switch self {
      case .solvers: "solver"
      case .methods: "method"
      case .schedules: "schedule"
      case .grids: "grid"
      case .guidance: "guidance"
      case .clips: "clip"
      case .readings: "reading"
      case .starts: "start"
      case .models, .metrics, .statistics, .families, .names, .parts, .presets: nil
      }
    }
  }

  private static let kinds = Kind.allCases.map(\.rawValue)

  @Argument(
    help: "What to list: \(kinds.joined(separator: ", ")).", completion: .list(kinds))
  var kind: String
  @Option(
    help: ArgumentHelp("Of which kind of run.", valueName: "family"),
    completion: .list(Families.all().all.map(\.name)))
  var family: String?
  @Option(
    help: ArgumentHelp("Of which model, for parts.", valueName: "model"), completion: .models)
  var model: String?

  func run() throws {
    guard let kind = Kind(rawValue: kind) else {
      throw DeclarationError.unknownName(kind, kind: "list", known: Self.kinds)
    }
    guard model == nil || kind == .parts else {
      throw ValidationError("--model goes with list parts alone. Leave it out.")
    }
    let families = Families.all()
    let family = try family.map(families.named) ?? families.all[0]
    try StandardOutput.write(try text(kind, of: family, among: families))
  }

  private func text(
    _ kind: Kind, of family: any Family, among families: Families
  ) throws -> String {
    switch kind {
    case .models: return models(family)
    case .metrics:
      let outline = family.outline
      let needed = outline.samplesNeeded
      return statistics(outline.measures)
        + (needed > 0 ? "\n\(needed) samples tell scores apart that differ by 5 %\n" : "")
    case .statistics: return statistics(family.outline.statistics.map(\.statistic))
    case .families:
      var table = TextTable(["name", "title", "summary"], sides: [.left, .left, .left])
      for family in families.all { table.add([family.name, family.title, family.summary]) }
      return table.text
    case .names: return names(family)
    case .presets: return presets(families)
    case .parts: return try parts(family)
    case .solvers, .methods, .schedules, .grids, .guidance, .clips, .readings, .starts:
      guard let options = family.words[kind.word ?? ""]?.options else {
        let known = Kind.allCases.filter {
          $0.word.map { family.words[$0]?.options != nil } ?? true
        }
        throw DeclarationError.unknownName(
          kind.rawValue, kind: "list of \(family.name)", known: known.map(\.rawValue))
      }
      return components(options.grouped) + saved(options, families)
    }
  }

  private func components(_ declarations: [Declaration]) -> String {
    declarations.enumerated().map { index, declaration in
      let isFirst = index == 0 || declarations[index - 1].group != declaration.group
      var lines = isFirst ? declaration.group.map { ["# \($0.title)", ""] } ?? [] : []
      lines.append("\(declaration.name)  \(declaration.title): \(declaration.summary)")
      if !declaration.paper.isEmpty { lines.append("  \(declaration.paper)") }
      lines += declaration.knobs.map { knob in
        let unit = knob.unit.isEmpty ? "" : " \(knob.unit)"
        return "  \(knob.name)=\(knob.fallback.text)\(unit)  [\(knob.rangeText)]  \(knob.summary)"
      }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// What was kept by name, and what for.
  private func saved(_ options: Options, _ families: Families) -> String {
    OwnChoices(families).read().offered(options).map { saved in
      let lines =
        ["\(saved.name)  saved: \(options.text(saved.choice))"]
        + (saved.origin.isEmpty ? [] : ["  found for \(saved.origin)"])
      return "\n" + lines.joined(separator: "\n") + "\n"
    }.joined()
  }

  /// Other programs' names with our words for them, or what is missing.
  private func names(_ family: any Family) -> String {
    var table = TextTable(["name", "in our words"], sides: [.left, .left])
    for word in family.words {
      for book in word.options?.phrasebooks ?? [] {
        for name in book.names {
          switch name.meaning {
          case .words(let words): table.add([book.typed(name), "\(word.key) \(words)"])
          case .missing(let reason): table.add([book.typed(name), "(\(reason))"])
          }
        }
      }
    }
    return table.text
  }

  /// All of them, whatever their family.
  private func presets(_ families: Families) -> String {
    var table = TextTable(
      ["name", "family", "from", "summary"], sides: [.left, .left, .left, .left])
    for preset in Presets.own.all() {
      table.add([
        preset.name, preset.family ?? families.all[0].name,
        preset.origin == .own ? "own" : "bundled", preset.summary,
      ])
    }
    return table.text
  }

  private func models(_ family: any Family) -> String {
    guard let paths = family.modelPaths else {
      return components(family.modelWord.options?.declarations ?? [])
    }
    var table = TextTable(["name", "kind", "summary"], sides: [.left, .left, .left])
    for card in family.cards { table.add([card.name, card.kind, card.summary]) }
    let knobs = family.modelWord.declaration(of: family.modelWord.standard)?.knobs ?? []
    return table.text + "\nor a path: \(paths)\n"
      + knobs.map {
        "  \($0.name)=\($0.fallback.text)  [\($0.rangeText)]  \($0.summary)\n"
      }.joined()
  }

  /// What `--skip` may name, of the models that have such parts.
  private func parts(_ family: any Family) throws -> String {
    var table = TextTable(["model", "parts"], sides: [.left, .left])
    let choices = model.map { [Choice($0)] } ?? family.cards.map { Choice($0.name) }
    for choice in choices {
      let parts = try family.inspect(choice).labels?["skip"] ?? []
      if !parts.isEmpty || model != nil {
        table.add([choice.name, parts.isEmpty ? "none" : parts.joined(separator: " ")])
      }
    }
    return table.text
  }

  private func statistics(_ statistics: [Statistic]) -> String {
    var table = TextTable(
      ["name", "symbol", "unit", "summary"], sides: [.left, .left, .left, .left])
    for item in statistics { table.add([item.name, item.symbol, item.unit, item.summary]) }
    return table.text
  }
}

extension Family {
  /// The outline of the standard sentence.
  fileprivate var outline: RunOutline {
    forecast(standard, ModelCard("", kind: "")).outline
  }
}

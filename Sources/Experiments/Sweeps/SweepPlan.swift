/// A sweep whose every cell can run, as far as that can be known before.
public struct SweepPlan: Sendable {
  public let sweep: Sweep
  /// By cell.
  public let sentences: [Sentence]
  /// By cell, units of the budget of one run; `nil` where only running shows it.
  public let budgets: [Int?]
  /// What a run spends.
  public let budget: RunBudget
  /// All that cells can be judged by: scores first, then statistics of the last step.
  public let known: [Statistic]
  /// Those that were asked for, the first is the one to judge by.
  public let measures: [Statistic]
  /// Those of them that are values of the last step.
  public let ofSteps: Set<String>

  /// Looks at every cell before the first one runs.
  /// - Parameters:
  ///   - saved: what names may stand for.
  ///   - card: what is known of a model.
  /// - Throws: `SweepError` that names the axis and row, or the cell.
  public init(
    _ sweep: Sweep, among families: Families, saved: SavedChoices = SavedChoices(),
    card: (_ model: Choice) throws -> ModelCard
  ) throws(SweepError) {
    let family = families[sweep.base]
    let count = try sweep.count()
    try sweep.checkAxes(among: families, saved: saved)
    let modelKey = family.modelWord.key
    var cards: [Choice: ModelCard] = [:]
    var sentences: [Sentence] = []
    var budgets: [Int?] = []
    var outline: RunOutline?
    for cell in 0..<count {
      let sentence = try sweep.sentence(of: cell, among: families, saved: saved)
      let model = sentence.choice(modelKey) ?? Choice("")
      let known: ModelCard
      do { known = try cards[model] ?? card(model) } catch {
        throw .cannotRun(cell: cell + 1, values: sweep.title(of: cell, family), reason: "\(error)")
      }
      cards[model] = known
      let forecast = family.forecast(sentence, known)
      if let problem = forecast.problem {
        throw .cannotRun(
          cell: cell + 1, values: sweep.title(of: cell, family), reason: problem.text)
      }
      sentences.append(sentence)
      budgets.append(forecast.outline.budget.total)
      outline = outline ?? forecast.outline
    }
    let shapes = Set(cards.values.compactMap(\.entries))
    if shapes.count > 1 { throw .shapesDiffer(shapes.sorted()) }
    guard let outline else { throw .noAxes }
    self.sweep = sweep
    self.sentences = sentences
    self.budgets = budgets
    budget = outline.budget
    let steps = outline.statistics.dropFirst().filter { $0.rank != nil }.map(\.statistic)
      .filter { if case .names = $0.format { false } else { true } }
    known = outline.measures + steps
    let names = sweep.measures.isEmpty ? outline.measures.map(\.name) : sweep.measures
    var measures: [Statistic] = []
    for name in names {
      guard let statistic = known.first(where: { $0.isCalled(name) }) else {
        throw .unknownMeasure(name, known: known.map(\.name))
      }
      measures.append(statistic)
    }
    self.measures =
      measures.isEmpty
      ? outline.plotted.compactMap { name in
        steps.first { $0.name == name }
      } : measures
    ofSteps = Set(steps.map(\.name)).subtracting(outline.measures.map(\.name))
    if self.measures.isEmpty { throw .noMeasures }
  }

  /// Units of the budget of all runs; `nil` where only running shows it.
  public var total: Int? {
    let known = budgets.compactMap { $0 }
    return known.count == budgets.count ? known.reduce(0, +) * sweep.seeds : nil
  }
}

extension Statistic {
  /// Whether somebody who typed a name means it; blanks may be dashes.
  public func isCalled(_ text: String) -> Bool {
    func plain(_ text: String) -> String {
      String(text.lowercased().map { $0 == " " ? "-" : $0 })
    }
    return plain(name) == plain(text) || plain(symbol) == plain(text)
  }
}

extension Sweep {
  /// Reads every row of every axis, without looking at cells.
  /// - Throws: `SweepError` that names the axis and the row.
  public func checkAxes(
    among families: Families, saved: SavedChoices = SavedChoices()
  ) throws(SweepError) {
    try check(families[base])
    try checkRows(families[base], saved: saved)
  }

  /// - Throws: what is wrong whatever the rows are.
  func check(_ family: any Family) throws(SweepError) {
    guard !axes.isEmpty else { throw .noAxes }
    guard axes.count <= Self.mostAxes else { throw .tooManyAxes(axes.count, most: Self.mostAxes) }
    var taken: Set<Place> = []
    for axis in axes {
      guard !axis.rows.isEmpty else { throw .noValues(axis: axis.name) }
      for place in axis.places where !taken.insert(place).inserted {
        throw .repeatedPlace(place.text)
      }
      var seen: [[String]: Int] = [:]
      for (index, row) in axis.rows.enumerated() {
        if let first = seen.updateValue(index, forKey: row) {
          throw .repeatedValue(
            axis: axis.name, value: axis.text(index), rows: [first + 1, index + 1])
        }
      }
    }
    guard seeds == 1 || family.seedWord != nil else { throw .noSeeds(family: family.name) }
  }

  /// Reads every row of every axis once, so that a value that is refused is told by its row.
  func checkRows(_ family: any Family, saved: SavedChoices) throws(SweepError) {
    for axis in axes {
      for place in axis.places where family.words[place.word] == nil {
        throw .unknownPlace(
          axis: axis.name,
          reason:
            "\(DeclarationError.unknownName(place.word, kind: "word", known: family.words.map(\.key)))"
        )
      }
      for (row, texts) in axis.rows.enumerated() {
        for (place, text) in zip(axis.places, texts) where place.knob == nil {
          do throws(DeclarationError) {
            _ = try family.setting(place, to: text, in: base, saved: saved)
          } catch {
            throw .refused(axis: axis.name, row: row + 1, value: text, reason: "\(error)")
          }
        }
      }
    }
  }

  /// What tells a cell from others, in the words of its family: `unipc order=3, 10 steps`.
  public func title(of cell: Int, _ family: any Family) -> String {
    zip(axes, rows(of: cell)).flatMap { axis, row in
      zip(axis.places, axis.rows[row]).map { family.phrase($0, $1) }
    }.joined(separator: ", ")
  }
}

extension Family {
  /// A place and its value in as few letters as tell it: `10 steps`, `order 3`, `unipc order=3`.
  public func phrase(_ place: Place, _ text: String) -> String {
    if let knob = place.knob { return "\(knob) \(text)" }
    guard let word = words[place.word] else { return "\(place.word) \(text)" }
    switch word.form {
    case .component, .named:
      return (try? word.parse(text)).map { word.brief($0) } ?? PrintableText(text, limit: 40).text
    case .value(let knob):
      if case .integer = knob.kind { return "\(text) \(word.label)" }
      return "\(word.label) \(PrintableText(text, limit: 40).text)"
    }
  }
}

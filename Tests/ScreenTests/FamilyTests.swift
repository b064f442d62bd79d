import Experiments
import Files
import Glibc
import Quickstep
import Runs
import Studies
import Tensors
import Testing
import Tokens
import Workbench

/// What every family promises, whichever there are.
@Suite struct FamilyTests {
  private static let library = ModelLibrary(data: "/tmp/quickstep-family-data-\(getpid())")
  static let families = Families([
    SamplingFamily(library), SearchFamily(library), OrderFamily(library), StatisticsFamily(library),
    MaskedFamily(text: { text }),
    WalkFamily(), TrainingFamily(),
  ])
  static let names = families.all.map(\.name)

  private static let text = String(
    repeating: "now is the winter of our discontent made glorious summer. ", count: 40)

  @Test(arguments: names) func theStandardSentenceIsForeseen(name: String) throws {
    let family = try Self.families.named(name)
    let card = try #require(family.cards.first)
    for card in family.cards {
      var sentence = family.standard
      sentence[family.modelWord.key] = .component(Choice(card.name))
      let forecast = family.forecast(sentence, card)
      #expect(forecast.problem == nil, "\(card.name): \(forecast.problem?.text ?? "")")
      let outline = forecast.outline
      #expect(outline.statistics.first?.name == "step" && outline.plotted.count == 2)
      let names = outline.statistics.map(\.name)
      #expect(Set(names).count == names.count && !outline.previews.isEmpty)
      for named in outline.plotted + [outline.landmark] + outline.foreseen.keys {
        #expect(names.contains(named), "\(named)")
      }
      for statistic in outline.statistics {
        if let truth = statistic.truth { #expect(names.contains(truth)) }
        let item = statistic.statistic
        #expect(!item.symbol.isEmpty && !item.summary.isEmpty && !item.summary.hasSuffix("."))
      }
    }
    #expect(
      !family.title.isEmpty && !family.summary.isEmpty && card.isKnown == (card.labels != nil))
  }

  @Test(arguments: names) func sentencesAreReadBackFromLineAndPreset(name: String) throws {
    let family = try Self.families.named(name)
    var random = Generator(state: 11)
    for _ in 0..<200 {
      var sentence = family.random(using: &random)
      if family.forks {
        for step in 1...Int.random(in: 1...4, using: &random) {
          sentence = try Self.families.sentence(
            family.random(using: &random), forkedAt: 3 * step, of: sentence)
        }
      }
      let line = Self.families.runLine(sentence)
      let read = try Self.families.sentence(runLine: line)
      #expect(Self.families.runLine(read) == line)
      let file = SentenceFile.text(sentence, among: Self.families)
      let source = ByteSource(path: "preset.toml", bytes: Array(file.utf8))
      let first = Self.families.all[0].standard
      let preset = try SentenceFile.parse(source, on: first, among: Self.families)
      #expect(Self.families.runLine(preset) == line)
      #expect(read.origin?.depth == sentence.origin?.depth)
    }
  }

  /// Where a text says half of a fork, or too much, one line says what is missing.
  @Test func forksThatCannotBeReadAreRefused() throws {
    let refused: [(String, ForkError)] = [
      ("--fork-step 3", .missingSentence), ("--fork-of quickstep:1", .missingStep),
      ("--fork-of quickstep:1 --fork-step x", .badStep("x")),
      ("--fork-of quickstep:1 --fork-step -1", .badStep("-1")),
      ("--fork-of 'quickstep:1 walk' --fork-step 1", .otherFamily("walk", of: "sample")),
      (
        "train --fork-of 'quickstep:1 train' --fork-step 1",
        .cannotFork(family: "train", able: Self.families.forkable)
      ),
    ]
    for (words, error) in refused {
      #expect(throws: error) {
        try Self.families.sentence(runLine: "\(RunLine.prefix) \(words)")
      }
    }
    #expect(throws: RunLineError.missingValue(flag: "--fork-step")) {
      try Self.families.sentence(runLine: "\(RunLine.prefix) --fork-step")
    }
    let none = try Self.families.sentence(runLine: "\(RunLine.prefix) --fork-of none")
    #expect(none.origin == nil)
  }

  /// Each solver on the smallest model, from its start to its end, twice the same at one and two
  /// threads.
  @Test(arguments: names) func everySolverRunsToItsEnd(name: String) throws {
    let family = try Self.families.named(name)
    // A family without a list of them has one way to run. Masks are searched for in networks of
    // frames, of which none is bundled.
    let solver = family.listWord(.solver)
    for declaration in solver?.options?.declarations.map(\.name) ?? ["none"]
    where declaration != Choice.checkpoint.name && declaration != "ddpm-learned"
      && declaration != "tiles"
    {
      let folder = "/tmp/quickstep-family-\(getpid())-\(declaration)"
      let small = try family.small(solver: declaration)
      if family.name == OrderFamily.declaration.name,
        try solvers.make(Choice(declaration)).order == nil
      {
        continue
      }
      let sentence = try #require(
        small.first { sentence in
          (try? family.inspect(sentence.choice(family.modelWord.key)!))
            .map { family.forecast(sentence, $0).problem == nil } ?? false
        }, "\(declaration) runs on no small model")
      let told = try [1, 2].map { threads in
        try Told(family, family.writing(to: "\(folder)-\(threads)", sentence), threads: threads)
      }
      #expect(told[0].records.count >= 2, "\(declaration)")
      #expect(told[0].bits == told[1].bits, "\(declaration)")
      #expect(told[0].products == told[1].products, "\(declaration)")
      for record in told[0].records {
        #expect(record.values.count == told[0].outline.statistics.count)
      }
      #expect(told[0].previews.count == told[0].outline.previews.count)
      // A network that only judges has nothing to show.
      #expect(family.isSaved || told[0].previews.contains { $0 != nil })
    }
  }

  /// Every word and knob is reached by keys: moved, typed, reset and taken back.
  @Test(arguments: names) func everyPlaceIsChangedByKey(name: String) throws {
    let family = try Self.families.named(name)
    let fresh = State(
      Self.families, family.standard, themes: ["dark"], theme: "dark", columns: 200, rows: 60)
    for panel in Panel.settings {
      let rows = fresh.rows(of: panel)
      for (index, place) in rows.places.enumerated() {
        let downs = String(repeating: "down ", count: index)
        let there = fresh.pressing("\(panel.rawValue) \(rows.options.isEmpty ? "" : "l ")\(downs)")
        #expect(there.selectedPlace == place, "\(place)")
        let text = there.text(of: place)
        #expect(!text.label.isEmpty && !text.summary.isEmpty, "\(place)")
        // What cannot be moved says why.
        let moved = there.pressing("+")
        #expect(
          moved.sentence != fresh.sentence || moved.message?.kind == .error
            || there.pressing("-").sentence != fresh.sentence
            || there.options(of: place)?.count == 1, "\(place)")
        let changed = moved.pressing("esc = backspace esc x")
        var back = changed.pressing("esc esc esc")
        while !back.history.past.isEmpty { back = back.pressing("u") }
        #expect(back.sentence == fresh.sentence, "\(place)")
        #expect(there.pressing("=").open != nil || there.isGenerated(place), "\(place)")
      }
    }
  }

  /// Above the families nobody knows them.
  @Test func noPanelNamesAFamily() throws {
    let imports = ["Quickstep", "Tokens", "Studies", "Networks", "Files"]
    let words = Self.families.all.flatMap { family in
      ["== ", "case ", "[", "family(named: "].map { #"\#($0)"\#(family.name)""# }
        + [#""\#(family.title)""#]
    }
    for folder in ["Workbench", "Screen", "Terminal"] {
      for path in try sources(in: Canned.folder + "Sources/" + folder) {
        let text = String(decoding: try ByteSource(contentsOf: path).bytes, as: UTF8.self)
        let lines = text.split(separator: "\n")
        for name in imports { #expect(!lines.contains("import \(name)"), "\(path)") }
        for word in words { #expect(!text.contains(word), "\(path) names \(word)") }
      }
    }
  }

  private func sources(in folder: String) throws -> [String] {
    try FolderNames.read(folder, limit: 1000).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      return isFolder(path) ? try sources(in: path) : name.hasSuffix(".swift") ? [path] : []
    }
  }
}

/// What a run tells from its start to its end.
private struct Told {
  let outline: RunOutline
  private(set) var records: [RunRecord] = []
  let previews: [Preview?]
  let products: [[UInt64]]

  init(_ family: any Family, _ sentence: Sentence, threads: Int) throws {
    var run = try family.begin(
      sentence, with: Equipment(Kernels(pool: ThreadPool(threads: threads))))
    outline = run.outline
    while let record = try run.next() { records.append(record) }
    previews = run.previews(most: 4)
    products = run.products().map { $0.values.map(\.bitPattern) }
    _ = try run.scores()
  }

  var bits: [[UInt64?]] { records.map { $0.values.map { $0?.bitPattern } } }
}

private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

extension Family {
  /// Any sentence, its numbers at the ends of their ranges as often as inside.
  fileprivate func random(using random: inout Generator) -> Sentence {
    var sentence = standard
    for word in words {
      switch word.form {
      case .component(let options):
        let declaration = options.declarations.randomElement(using: &random)!
        sentence[word.key] = .component(declaration.random(using: &random))
      case .named(let declaration):
        let name = cards.randomElement(using: &random)?.name ?? "a b"
        sentence[word.key] = .component(
          Choice(name, declaration.random(using: &random).knobs))
      case .value(let knob):
        sentence[word.key] = .value(knob.random(using: &random))
      }
    }
    return sentence
  }

  /// The sentence of a run that writes somewhere, if it writes.
  fileprivate func writing(to folder: String, _ sentence: Sentence) throws -> Sentence {
    guard isSaved, words["output"] != nil else { return sentence }
    return try setting("output", to: folder, in: sentence)
  }

  /// The least work with a solver, on one small model or another.
  fileprivate func small(solver: String) throws -> [Sentence] {
    try [("ring-8", "mlp:widths=8"), ("digits", "classifier:channels=8,features=4"), ("chain", "")]
      .filter { model, _ in cards.contains { $0.name == model } }
      .map { try small(solver, on: $0, network: $1) }
      + [small(solver, on: cards[0].name, network: "mlp:widths=8")]
  }

  private func small(
    _ solver: String, on model: String, network: String
  ) throws -> Sentence {
    var sentence = standard
    func set(_ key: String, _ text: String) throws {
      guard words[key] != nil else { return }
      sentence = try setting(key, to: text, in: sentence)
    }
    try set(modelWord.key, model)
    if let list = listWord(.solver) { try set(list.key, solver) }
    try set("batch", "4")
    try set("samples", "8")
    try set("knots", "5")
    try set("network", network)
    for steps in ["3", "200"] where (try? setting("steps", to: steps, in: sentence)) != nil {
      try set("steps", steps)
      break
    }
    return sentence
  }
}

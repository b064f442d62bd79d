import Experiments
import Quickstep
import Runs
import Screen
import Tensors
import Testing
import Workbench

/// Comparing, whatever the family.
@Suite struct ComparisonTests {
  private static let families = FamilyTests.families

  /// The least work of a family, if it needs no file of its own.
  private static func small(_ family: any Family) throws -> Sentence {
    var sentence = family.standard
    let names = family.cards.map(\.name)
    if let model = ["ring-8", "chain"].first(where: names.contains) ?? names.first {
      sentence[family.modelWord.key] = .component(Choice(model))
    }
    let words = ["batch": "6", "samples": "8", "knots": "5", "network": "mlp:widths=8"]
    for (word, text) in words where family.words[word] != nil {
      sentence = try family.setting(word, to: text, in: sentence)
    }
    for steps in ["3", "200"] {
      guard let changed = try? family.setting("steps", to: steps, in: sentence) else { continue }
      return changed
    }
    return sentence
  }

  @Test(arguments: FamilyTests.names) func everyFamilyComparesWithItself(name: String) throws {
    let family = try Self.families.named(name)
    var sentences = [try Self.small(family), try Self.small(family)]
    if family.isSaved {
      #expect(throws: CompareError.self) {
        try ComparedExperiment.check(sentences, among: Self.families)
      }
      sentences = try sentences.enumerated().map { index, sentence in
        try family.setting("output", to: "/tmp/quickstep-compared-\(name)-\(index)", in: sentence)
      }
    }
    var run = try ComparedExperiment(
      sentences, among: Self.families,
      with: Equipment(Kernels(pool: ThreadPool(threads: 1))))
    let names = run.outline.statistics.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(run.outline.plotted.allSatisfy(names.contains) && run.outline.plotted.count == 2)
    #expect(names.contains(run.outline.landmark))
    let distance = try #require(run.outline.index(of: "B-distance"))
    var distances: [Double] = []
    var count = 0
    while let record = try run.next() {
      #expect(record.values.count == names.count)
      count += 1
      if let value = record.values[distance] { distances.append(value) }
    }
    #expect(count >= 2 && distances.allSatisfy { $0 == 0 })
    let previews = run.previews(most: 4)
    #expect(previews.count == run.outline.previews.count)
    for preview in previews {
      guard let text = preview?.text(columns: 60, rows: 20) else { continue }
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
    }
  }

  /// Each word and knob alone is found, with what it is set to.
  @Test(arguments: FamilyTests.names) func everyWordThatDiffersIsFound(name: String) throws {
    let family = try Self.families.named(name)
    let base = family.standard
    #expect(Self.families.differences(among: [base, base]).isEmpty)
    for word in family.words {
      for (place, changed) in base.changes(of: word) {
        let found = Self.families.differences(among: [base, changed, base])
        #expect(found.map(\.place) == [place])
        #expect(found[0].texts[0] == found[0].texts[2] && found[0].texts[0] != found[0].texts[1])
        let short = Self.families.differing(among: [base, changed])
        #expect(short.count == 2 && short.allSatisfy { !$0.isEmpty })
      }
    }
  }

  @Test func sentencesOfSeveralFamiliesDifferInThem() throws {
    let sentences = [Self.families.all[0].standard, try Self.families.named("walk").standard]
    let found = Self.families.differences(among: sentences)
    #expect(found[0].label == "family" && found[0].texts == sentences.map(\.family))
    #expect(found.contains { $0.texts.contains("") })
  }

  /// A component says what it is, a number is said with its word.
  @Test func whatDiffersIsSaidInAFewLetters() throws {
    func said(_ words: [[String: String]]) throws -> [String] {
      let walk = try Self.families.named("walk")
      return Self.families.differing(
        among: try words.map { words in
          try words.reduce(walk.standard) { try walk.setting($1.key, to: $1.value, in: $0) }
        })
    }
    #expect(try said([["alpha": "2"], ["alpha": "5.5"]]) == ["alpha 2", "alpha 5.5"])
    #expect(try said([["model": "grid25"], ["model": "barbell16"]]) == ["grid25", "barbell16"])
  }

  @Test func besideStaysInside() {
    let parts: [Preview?] = [
      .points(Points([0, 1, 2, 3], dimensions: 2)), .text(PreviewSamples.masked), nil,
      .graph(PreviewSamples.ring), .matrix(PreviewSamples.costs),
      .pictures(Pictures(Array(repeating: 0, count: 32), width: 4, height: 4, channels: 1)),
    ]
    for count in 1...16 {
      let preview = Preview.beside(
        (0..<count).map { TitledPreview("run \($0)", parts[$0 % parts.count]) })
      for size in everySize {
        let lines = preview.text(columns: size.columns, rows: size.rows).split(separator: "\n")
        #expect(lines.count <= size.rows && lines.allSatisfy { $0.count <= size.columns })
      }
    }
    let two = Preview.beside([TitledPreview("A", nil), TitledPreview("B", nil)])
    #expect(two.text(columns: 9, rows: 2) == "A    B\n-    -\n")
  }
}

extension Sentence {
  /// The sentence with one place of a word changed, for every place that can be.
  fileprivate func changes(of word: Word) -> [(Place, Sentence)] {
    guard let setting = self[word.key] else { return [] }
    func with(_ new: Setting) -> Sentence {
      var changed = self
      changed[word.key] = new
      return changed
    }
    if case .value(let value) = setting {
      return word.knob?.other(than: value).map { [(Place(word.key), with(.value($0)))] } ?? []
    }
    guard let choice = setting.choice else { return [] }
    var changes = (word.options?.declarations ?? []).prefix(2).filter { $0.name != choice.name }
      .map { (Place(word.key), with(.component(Choice($0.name)))) }
    for knob in word.declaration(of: setting)?.knobs ?? [] {
      guard let other = knob.other(than: choice.value(knob)) else { continue }
      var changed = choice
      changed.knobs[knob.name] = other
      changes.append((Place(word.key, knob: knob.name), with(.component(changed))))
    }
    return changes
  }
}

extension Knob {
  /// Another value; `nil` where none is found.
  fileprivate func other(than value: KnobValue) -> KnobValue? {
    ["1", "2", "0.5", "true", "not", "3,2", "7"].lazy.compactMap { try? self.parse($0) }
      .first { $0.text != value.text }
  }
}

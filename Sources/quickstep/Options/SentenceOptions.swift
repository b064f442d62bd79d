import ArgumentParser
import Experiments
import Files
import Runs

/// The flags that make a sentence, shared by the commands that run or inspect one.
struct SentenceOptions<Subject: Family>: ParsableArguments {
  @OptionGroup var words: WordOptions<Subject>
  @Option(
    help: ArgumentHelp(
      """
      A preset by name or a preset file (TOML), or a picture written with --png, that the flags then \
      change.
      """,
      valueName: "file"),
    completion: .presets)
  var preset: String?
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "A run line, 'quickstep:1 --model ...', that the flags then change.", valueName: "line"))
  var runLine: String?

  /// The sentence: the standard one, changed by the preset or run line, changed by the flags.
  ///
  /// A preset or a run line stands for every word of the sentence, and for its family; without one,
  /// what no flag names is the model's default, and the model where none is named is `first`.
  /// - Parameters:
  ///   - file: what stands for every word where neither preset nor run line does.
  ///   - first: `nil` where a model is not needed.
  ///   - defaults: what somebody has chosen to start with.
  ///   - variant: the weights of a network that somebody asked for.
  func sentence(
    among families: Families, on file: Sentence? = nil, opening first: Choice?,
    defaults: PlanDefaults, variant: String? = nil
  ) throws -> Sentence {
    var sentence = try base(families, file)
    let family = families[sentence]
    let saved = words.namesSomething(family) ? OwnChoices(families).read() : SavedChoices()
    for word in family.words {
      guard let text = words.texts[word.key] else { continue }
      sentence = try family.setting(word.key, to: text, in: sentence, saved: saved)
    }
    if let word = words.texts.keys.first(where: { family.words[$0] == nil }) {
      throw DeclarationError.unknownName(
        word, kind: "word of \(family.name)", known: family.words.map(\.key))
    }
    let isWhole = runLine != nil || preset != nil || file != nil
    func isNamed(_ word: String) -> Bool { words.texts[word] != nil }
    if !isWhole {
      let hasModel = defaults.start(&sentence, of: family, opening: first, isNamed: isNamed)
      guard hasModel else { return sentence }
    }
    if let variant {
      sentence[family.modelWord.key] = .component(try family.variant(variant, of: sentence))
    }
    if !isWhole { try family.takeDefaults(&sentence, isNamed: isNamed) }
    return sentence
  }

  /// Whether nothing was said.
  var isEmpty: Bool { words.texts.isEmpty && preset == nil && runLine == nil }

  private func base(_ families: Families, _ file: Sentence?) throws -> Sentence {
    guard let own = families[Subject.declaration.name] else {
      preconditionFailure("the family \(Subject.declaration.name) is not listed")
    }
    let line = try runLine.map { try families.sentence(runLine: $0) }
    let base = line ?? file ?? own.standard
    guard let preset else { return base }
    guard Presets.isName(preset) else {
      return try SentenceFile.read(preset, on: base, among: families)
    }
    return try Presets.own.sentence(named: preset, on: base, among: families)
  }
}

extension Family {
  /// A model with one of its variants.
  fileprivate func variant(_ name: String, of sentence: Sentence) throws -> Choice {
    var choice = sentence.choice(modelWord.key) ?? Choice("")
    guard modelPaths != nil, !cards.contains(where: { $0.name == choice.name }) else {
      throw DeclarationError.unknownKnob(
        "variant", of: choice.name,
        known: sentence[modelWord.key].flatMap(modelWord.declaration)?.knobs.map(\.name) ?? [])
    }
    choice.name += "#\(name)"
    return choice
  }
}

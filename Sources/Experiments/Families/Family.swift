/// A kind of run: its words, its models, and what runs a plan of it.
///
/// Above a family nobody sees a plan: everything is said in sentences.
public protocol Family: Sendable, SendableMetatype {
  associatedtype Plan: Worded
  associatedtype Run: Experiment

  /// Its subcommand and name in run lines, its title, one line.
  static var declaration: Declaration { get }
  /// Whether stopping a run writes what it has made, so that nothing may end it in passing.
  static var savesRuns: Bool { get }
  /// The word that names where a run writes what it makes, which is for one run alone; `nil` where
  /// there is none.
  static var placeWord: String? { get }
  /// Whether a run that was ended goes on where it was when it is asked for again.
  static var resumesRuns: Bool { get }

  /// The family whose runs begin anew and leave nothing behind, as cells of a sweep do.
  var unsaved: Self { get }

  /// Reads a plan from a file of the family's own form; `nil` where there is no such form.
  static var file: (@Sendable (_ path: String) throws -> Plan)? { get }

  /// What lists show before anything is loaded.
  var cards: [ModelCard] { get }
  /// What a model named by a path may be, for those who type one; `nil` where models have names
  /// only.
  static var paths: String? { get }

  /// What a sentence with a model takes where nobody chose, as far as that is quickly found.
  /// - Throws: where there is no such model.
  func defaults(_ model: Choice) throws -> [String: Setting]
  /// Finds out what a model is.
  func inspect(_ model: Choice) throws -> ModelCard
  /// Something was written where a model may lie.
  func forget(_ model: String)

  /// Why a word cannot stand as it does with a model.
  func check(_ plan: Plan, _ key: String, with card: ModelCard) throws
  /// What words come to; asked whenever a list is shown.
  func spelling(_ plan: Plan, _ card: ModelCard) -> Spelling
  /// Pure and quick: it is asked at every key press that is seen.
  func forecast(_ plan: Plan, _ card: ModelCard) -> Forecast
  /// What there is to know of a run beside its numbers: what was read and has no effect, for example.
  func notes(_ plan: Plan) throws -> [String]
  /// The sentence, of whatever family, that looks for a better plan; `nil` where there is no such
  /// search.
  func best(of plan: Plan) -> Sentence?
  /// The sentence, of whatever family, that measures how fast the error of a plan falls as steps are
  /// added; `nil` where it does not.
  func order(of plan: Plan) -> Sentence?
  /// The sentence, of whatever family, whose run makes the statistics of the model that methods can go
  /// by; `nil` where there are none.
  func statistics(of plan: Plan) -> Sentence?
  /// What the closed panel of a role says, the most important line first.
  func summary(_ role: Role, of sentence: Sentence, _ card: ModelCard) -> [SummaryLine]
  /// What a run of the plan will ask its models, so that runs share it; `nil` where that cannot be said.
  /// - Throws: why the plan cannot run.
  func recipe(_ plan: Plan, with equipment: Equipment) throws -> Recipe?
  /// - Throws: why the plan cannot run.
  func begin(_ plan: Plan, with equipment: Equipment) throws -> Run
}

/// A line of a closed panel: a text at its left end and one at its right end.
public struct SummaryLine: Hashable, Sendable {
  public enum Tone: Sendable { case plain, faint }

  public let left, right: String
  public let leftTone, rightTone: Tone

  public init(
    _ left: String, _ right: String = "", left leftTone: Tone = .plain,
    right rightTone: Tone = .faint
  ) {
    self.left = left
    self.right = right
    self.leftTone = leftTone
    self.rightTone = rightTone
  }
}

extension Family {
  public static var savesRuns: Bool { false }
  public static var placeWord: String? { nil }
  public static var resumesRuns: Bool { false }
  public static var paths: String? { nil }
  public static var file: (@Sendable (_ path: String) throws -> Plan)? { nil }
  public var unsaved: Self { self }
  public func forget(_ model: String) {}
  public func check(_ plan: Plan, _ key: String, with card: ModelCard) throws {}
  public func spelling(_ plan: Plan, _ card: ModelCard) -> Spelling { Spelling() }
  public func notes(_ plan: Plan) throws -> [String] { [] }
  public func best(of plan: Plan) -> Sentence? { nil }
  public func order(of plan: Plan) -> Sentence? { nil }
  public func statistics(of plan: Plan) -> Sentence? { nil }
  public func recipe(_ plan: Plan, with equipment: Equipment) throws -> Recipe? { nil }

  public func defaults(_ model: Choice) throws -> [String: Setting] {
    try inspect(model).defaults
  }

  public func inspect(_ model: Choice) throws -> ModelCard {
    guard let card = cards.first(where: { $0.name == model.name }) else {
      throw DeclarationError.unknownName(
        model.name, kind: "model", known: cards.map(\.name))
    }
    return card
  }
}

// The same for whoever knows no more than sentences; callable on `any Family`.
extension Family {
  public var name: String { Self.declaration.name }
  public var title: String { Self.declaration.title }
  public var summary: String { Self.declaration.summary }
  /// In the order of flags.
  public var words: [Word] { Plan.words.all }
  /// In the order of panels.
  public var rankedWords: [Word] { Plan.words.ranked }
  public var standard: Sentence { sentence(Plan()) }
  public var isSaved: Bool { Self.savesRuns }
  public var outputWord: String? { Self.placeWord }
  public var isResumed: Bool { Self.resumesRuns }
  public var modelPaths: String? { Self.paths }

  /// The sentence that a file of the family's own form says; `nil` where there is no such form.
  public var fileReader: ((_ path: String) throws -> Sentence)? {
    Self.file.map { read in { sentence(try read($0)) } }
  }

  public func sentence(_ plan: Plan) -> Sentence {
    Sentence(family: name, settings: plan.settings)
  }

  /// The sentence after one of its words has changed, the others made to agree.
  public func settled(_ sentence: Sentence, after key: String) -> Sentence {
    var plan = Plan(sentence)
    plan.settle(after: key)
    return Sentence(family: name, settings: plan.settings, origin: sentence.origin)
  }

  public func check(_ sentence: Sentence, _ key: String, with card: ModelCard) throws {
    try check(Plan(sentence), key, with: card)
  }

  public func spelling(_ sentence: Sentence, _ card: ModelCard) -> Spelling {
    spelling(Plan(sentence), card)
  }

  public func notes(_ sentence: Sentence) throws -> [String] { try notes(Plan(sentence)) }

  public func best(of sentence: Sentence) -> Sentence? { best(of: Plan(sentence)) }

  public func order(of sentence: Sentence) -> Sentence? { order(of: Plan(sentence)) }

  public func statistics(of sentence: Sentence) -> Sentence? { statistics(of: Plan(sentence)) }

  /// The word that names the model.
  public var modelWord: Word { listWord(.model)! }

  /// The word whose options are the list of a panel; `nil` for panels of values alone.
  public func listWord(_ role: Role) -> Word? {
    guard role == .model || role == .solver else { return nil }
    return rankedWords.first { word in
      if case .value = word.form { false } else { word.home == role }
    }
  }

  /// What a word is set to, as text.
  public func text(_ key: String, of sentence: Sentence) -> String {
    guard let word = words[key], let setting = sentence[key] else { return "" }
    return word.text(setting)
  }

  /// The sentence with one word set from text.
  /// - Throws: `DeclarationError` naming the word and what it may be.
  public func setting(
    _ key: String, to text: String, in sentence: Sentence
  ) throws(DeclarationError) -> Sentence {
    guard let word = words[key] else {
      throw .unknownName(key, kind: "word", known: words.map(\.key))
    }
    var changed = sentence
    changed[key] = try word.parse(text)
    return changed
  }

  /// The words as flags, as its subcommand takes them: every one that differs from its standard, the
  /// model, and where the first steps come from.
  public func flags(_ sentence: Sentence) -> String {
    let words = RunLine.flags(sentence.settings, of: words, always: [modelWord.key])
    return ([words] + originTexts(sentence).map { "--\($0.key) \(RunLine.quoted($0.value))" })
      .joined(separator: " ")
  }

  /// Where the first steps of a sentence come from, by key as files have it; empty for itself.
  public func originTexts(_ sentence: Sentence) -> [(key: String, value: String)] {
    guard let origin = sentence.origin else { return [] }
    let line = "\(RunLine.prefix) \(name) \(flags(origin.sentence))"
    return [(Origin.sentenceKey, line), (Origin.stepKey, "\(origin.step)")]
  }
}

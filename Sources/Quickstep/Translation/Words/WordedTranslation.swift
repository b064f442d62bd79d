/// What somebody uses elsewhere, as words of a plan.
public struct WordedTranslation: Sendable {
  /// The words that it decides, by key, as typed.
  public var words: [String: String]
  /// The peer's own sigma/alpha, the end among them; nil where only its name is known.
  public var levels: [Double]?
  /// Where it does otherwise than the words say, a sentence each.
  public var notes: [String]

  /// Reads the name of another program: of a sampler with what it takes along, or of a grid.
  /// - Parameter steps: for classes whose levels are known.
  /// - Throws: `DeclarationError` naming what is missing.
  public init(name text: String, steps: Int) throws(DeclarationError) {
    guard let (book, rest) = solvers.options.foreign(text) else {
      throw .unknownName(
        text, kind: "name of a program", known: solverPhrasebooks.map { "\($0.program):" })
    }
    if (try? book.find(rest)) == nil, let grid = Self.grid(text) {
      self.init(["grid": gridRules.text(try gridRules.choice(text))], of: grid)
    } else {
      let name = try book.find(rest).name
      self.init(name.companions, of: name)
      words["solver"] = solvers.text(try solvers.choice(text))
      takeDefaults(of: name.spellings[0], steps: steps)
    }
  }

  private init(_ words: [String: String], of name: ForeignName) {
    self.words = words
    notes = name.note.isEmpty ? [] : [name.note]
  }

  /// The grid that a name stands for, where it is one.
  private static func grid(_ text: String) -> ForeignName? {
    gridRules.options.foreign(text).flatMap { book, rest in try? book.find(rest).name }
  }

  /// Path, levels and limit of a class of diffusers that is given no options.
  private mutating func takeDefaults(of name: String, steps: Int) {
    guard CheckpointSampler.classes[name] != nil,
      let defaults = try? WordedTranslation(CheckpointSampler(name, [:]), steps: steps)
    else { return }
    for (key, text) in defaults.words where ["schedule", "grid", "clip"].contains(key) {
      if text != Choice.checkpoint.name { words[key] = text }
    }
    // Of levels that words cannot place nothing is to be compared.
    levels = defaults.words["grid"] == Choice.checkpoint.name ? nil : defaults.levels
  }

  /// The run that a scheduler's file describes.
  /// - Throws: `TranslationError` naming what has no translation.
  public init(_ sampler: CheckpointSampler, steps: Int) throws(TranslationError) {
    let translation = try sampler.translation(steps: steps)
    let rhos = translation.grid.levels.map(\.rho)
    words = [
      "solver": solvers.text(translation.solver), "clip": clips.text(translation.clip),
      "steps": "\(rhos.count - 1)",
    ]
    levels = rhos
    notes = [translation.note].compactMap { $0 }
    if rhos.count - 1 != steps {
      notes.append("\(sampler.name) takes \(rhos.count - 1) steps where it is asked for \(steps)")
    }
    guard let schedule = WordedPath.schedule(of: translation) else {
      words["schedule"] = Choice.checkpoint.name
      words["grid"] = Choice.checkpoint.name
      notes.append(
        "its path has no name here: take the network's folder as the model, which brings it along")
      return
    }
    words["schedule"] = schedules.text(schedule)
    words["grid"] = WordedPath.grid(of: translation, on: schedule).map(gridRules.text)
    if words["grid"] == nil {
      words["grid"] = Choice.checkpoint.name
      notes.append(
        "its levels repeat or do not meet: take the network's folder as the model, which brings "
          + "them along")
    }
  }
}

import Experiments
import Files
import Glibc
import Runs
import Synchronization
import Tensors
import Workbench

/// Answers questions of the workbench on a thread of its own: fields, what a model is, files.
final class BackgroundHelper: Sendable {
  private struct Desk {
    var field: Field?
    var models: [(family: String, Choice)] = []
    var folder: String?
    var sweep: Sweep?
    var file: (family: String, path: String)?
    var saved: [Keeping] = []
    var written: [RunWriting] = []
    var plan: PlanSource?
    var presetsAsked = false
    var isBusy = false
    var answers: [Action] = []
  }

  /// What is to be done to what is kept by name.
  enum Keeping {
    case save([SavedChoice])
    case delete(SavedChoice)
    case rename(SavedChoice, to: SavedChoice)
  }

  /// Where a plan is read from.
  enum PlanSource {
    case file(String)
    case preset(String)
  }

  private let families: Families
  private let presets: Presets
  private let folder: SavedChoiceFolder?
  private let sweeps: SweepRunner
  private let wake: @Sendable () -> Void
  private let desk = Mutex(Desk())

  /// - Parameters:
  ///   - folder: where choices are kept; `nil` for nowhere.
  ///   - presets: those that can be taken by name.
  init(
    families: Families, saving folder: SavedChoiceFolder?, presets: Presets,
    sweeps: SweepRunner,
    wake: @escaping @Sendable () -> Void
  ) {
    self.families = families
    self.folder = folder
    self.presets = presets
    self.sweeps = sweeps
    self.wake = wake
  }

  /// Only the newest request is answered.
  func compute(_ field: Field) { add { $0.field = field } }

  func inspectModel(_ choice: Choice, of family: String) {
    add { $0.models.append((family, choice)) }
  }

  /// Only the newest request is answered.
  func readSentence(_ path: String, of family: String) { add { $0.file = (family, path) } }

  /// Only the newest request is answered.
  func weigh(_ sweep: Sweep) { add { $0.sweep = sweep } }

  func write(_ writing: RunWriting) { add { $0.written.append(writing) } }

  /// Only the newest request is answered.
  func readPlan(_ source: PlanSource) { add { $0.plan = source } }

  func listPresets() { add { $0.presetsAsked = true } }

  func keep(_ keeping: Keeping) { add { $0.saved.append(keeping) } }

  /// Only the newest request is answered.
  func listFolder(_ folder: String) { add { $0.folder = folder } }

  func takeAnswers() -> [Action] {
    desk.withLock { desk in
      defer { desk.answers = [] }
      return desk.answers
    }
  }

  private func add(_ question: @Sendable (inout Desk) -> Void) {
    let mustStart = desk.withLock { desk in
      question(&desk)
      defer { desk.isBusy = true }
      return !desk.isBusy
    }
    if mustStart { onBackgroundThread { self.work() } }
  }

  private func work() {
    while let answer = nextAnswer() {
      desk.withLock { $0.answers.append(answer) }
      wake()
    }
  }

  private func nextAnswer() -> Action? {
    switch nextQuestion() {
    case .file(let family, let path): read(path, of: family)
    case .saved(let keeping): perform(keeping)
    case .written(let writing): perform(writing)
    case .plan(let source): plan(source)
    case .presets: .presetsListed(presetOptions)
    case .folder(let folder): .folderListed(FolderListing.read(folder))
    case .model(let family, let choice): inspect(choice, of: family)
    case .sweep(let sweep): weigh(sweep)
    case .field(let field): .fieldComputed(FieldImage(field))
    case nil: nil
    }
  }

  private enum Question {
    case file(family: String, path: String)
    case saved(Keeping)
    case written(RunWriting)
    case plan(PlanSource)
    case presets
    case folder(String)
    case model(family: String, Choice)
    case sweep(Sweep)
    case field(Field)
  }

  /// What is quick comes first.
  private func nextQuestion() -> Question? {
    desk.withLock { desk in
      if let (family, path) = desk.file.take() { return .file(family: family, path: path) }
      if !desk.saved.isEmpty { return .saved(desk.saved.removeFirst()) }
      if !desk.written.isEmpty { return .written(desk.written.removeFirst()) }
      if let source = desk.plan.take() { return .plan(source) }
      if desk.presetsAsked {
        desk.presetsAsked = false
        return .presets
      }
      if let folder = desk.folder.take() { return .folder(folder) }
      if !desk.models.isEmpty {
        let (family, choice) = desk.models.removeFirst()
        return .model(family: family, choice)
      }
      if let field = desk.field.take() { return .field(field) }
      if let sweep = desk.sweep.take() { return .sweep(sweep) }
      desk.isBusy = false
      return nil
    }
  }

  private func read(_ path: String, of name: String) -> Action {
    do {
      guard let read = try families.named(name).fileReader else {
        preconditionFailure("no files of \(name)")
      }
      return .sentenceRead(try read(path))
    } catch {
      return .sentenceRefused(reason: "\(error)")
    }
  }

  private func weigh(_ sweep: Sweep) -> Action {
    do {
      let kernels = Kernels(pool: ThreadPool(threads: 1))
      return .sweepWeighed(sweep, try SweepWeight(sweep, by: sweeps, kernels))
    } catch {
      return .sweepRefused(sweep, reason: "\(error)")
    }
  }

  private func perform(_ keeping: Keeping) -> Action {
    do {
      guard let folder else { throw NowhereToSave() }
      switch keeping {
      case .save(let choices):
        for choice in choices { try folder.write(choice) }
        return .choicesSaved(choices)
      case .delete(let choice):
        try folder.remove(choice.name, kind: choice.kind)
        return .choiceDeleted(choice)
      case .rename(let old, let new):
        try folder.rename(old, to: new)
        return .choiceRenamed(old, to: new)
      }
    } catch {
      return .savingRefused(reason: "\(error)")
    }
  }

  private func perform(_ writing: RunWriting) -> Action {
    do {
      return try writing.perform() ? .written(path: writing.path) : .writingMet(path: writing.path)
    } catch {
      return .savingRefused(reason: "\(error)")
    }
  }

  private func plan(_ source: PlanSource) -> Action {
    do {
      let base = families.all[0].standard
      return switch source {
      case .file(let path): .planRead(try SentenceFile.read(path, on: base, among: families))
      case .preset(let name):
        .planRead(try presets.sentence(named: name, on: base, among: families))
      }
    } catch {
      return .sentenceRefused(reason: "\(error)")
    }
  }

  /// One's own first, then by family.
  private var presetOptions: [ChoiceOption] {
    let names = families.all.map(\.name), all = presets.all()
    return [Presets.Entry.Origin.own, .bundled].flatMap { origin in
      names.flatMap { name in
        all.filter { $0.origin == origin && family(of: $0, among: names) == name }.map {
          ChoiceOption(
            $0.name, $0.name, $0.summary,
            group: "\(origin == .own ? "your own" : "bundled"), \(name)")
        }
      }
    }
  }

  /// The family that a preset names; the first where it names none that there is.
  private func family(of preset: Presets.Entry, among names: [String]) -> String {
    preset.family.flatMap { names.contains($0) ? $0 : nil } ?? names[0]
  }

  private func inspect(_ choice: Choice, of name: String) -> Action {
    do {
      return .modelInspected(family: name, try families.named(name).inspect(choice))
    } catch {
      return .modelRefused(family: name, name: choice.name, reason: "\(error)")
    }
  }
}

import Experiments

extension State {
  /// Takes in what happened.
  /// - Returns: what must be done now.
  public mutating func reduce(_ action: Action) -> [Effect] { reduce([action]) }

  /// Takes in everything that happened since the last time, oldest first. What is asked of a run
  /// that is replaced in the same moment is not asked at all.
  /// - Returns: what must be done now.
  public mutating func reduce(_ actions: [Action]) -> [Effect] {
    let said = messagesSaid, before = sentence
    var effects: [Effect] = []
    for action in actions { effects += take(action) }
    effects += askForField() + askForFolder() + askHistory()
    if sentence != before { effects += liveAlarm() }
    if let message, message.kind == .info, message.number > said {
      effects.append(.wake(.message(message.number), afterSeconds: Message.seconds))
    }
    return effects.withoutReplacedRuns
  }

  /// Takes in one thing; an answer about the sentence's model as if it had come with its question.
  private mutating func take(_ action: Action) -> [Effect] {
    if let question, question.isAnswered(by: action) { return redo(since: question, with: action) }
    let effects = respond(to: action)
    guard question == nil else {
      let asked = inspectModel()
      return question!.note(action, effects + asked)
    }
    let asked = inspectModel()
    if !asked.isEmpty { question = ModelQuestion(askedBy: self) }
    return effects + asked
  }

  private mutating func redo(since question: ModelQuestion, with answer: Action) -> [Effect] {
    self = question.state
    var effects = take(answer)
    for action in question.actions { effects += take(action) }
    return effects.without(question.effects)
  }

  private mutating func respond(to action: Action) -> [Effect] {
    switch action {
    case .keyPressed(let key):
      return pressBesideDemo(key)
    case .pointed(let deed, let pointer):
      takeOverDemo()
      return point(deed, at: pointer)
    case .opened: sayFirst()
    case .pasted(let text):
      takeOverDemo()
      paste(text)
    case .resized(let columns, let rows): (self.columns, screenRows) = (columns, rows)
    case .demoChosen(let script): return begin(script)
    case .runReported(let events):
      for event in events { take(event) }
      timeLiveRun()
    case .previewModesFound(let usable, let automatic):
      previewModes.usable = usable
      previewModes.automatic = automatic
    case .themeFound(let name): themeSuited = name
    case .fieldComputed(let image):
      if fieldAsked == image.field { fieldAsked = nil }
      field = image
    case .modelInspected(let family, let card): learn(card, of: family)
    case .modelRefused(let family, let name, let reason):
      forget(ModelName(family: family, name: name), reason)
    case .folderListed(let listing): learn(listing)
    case .sentenceRead(let sentence): return take(sentence)
    case .sentenceRefused(let reason), .savingRefused(let reason): complain(reason)
    case .choicesSaved(let choices): learn(choices)
    case .written(let path): learn(written: path)
    case .writingMet(let path): meet(path)
    case .planRead(let sentence):
      closePresets()
      open(sentence)
    case .presetsListed(let presets): learn(presets: presets)
    case .choiceDeleted(let choice): forget(choice)
    case .choiceRenamed(let old, let new): learn(old, renamed: new)
    case .sweepWeighed(let sweep, let weight): learn(weight, of: sweep)
    case .sweepRefused(let sweep, let reason): refuse(sweep, reason)
    case .history(let answer): learn(answer)
    case .timePassed(.message(let number)):
      if message?.number == number, message?.kind == .info { message = nil }
    case .timePassed(.change(let number)): return runLive(after: number)
    case .timePassed(.demo(let number)): return advanceDemo(number)
    }
    return []
  }

  private mutating func sayFirst() {
    if let openingProblem {
      complain(openingProblem)
    } else if offered != nil {
      inform("The workbench was killed last time; \(key("recover")) takes its plan back.")
    }
  }

  /// A model that cannot be loaded leaves the list; as long as the sentence names it, it stays.
  private mutating func forget(_ model: ModelName, _ reason: String) {
    refusedModels.insert(model)
    dropRefusedModels()
    complain(model == modelName ? "\(reason) \(key("undo")) takes the model back." : reason)
  }

  private mutating func learn(_ card: ModelCard, of family: String) {
    if let index = cards[family]?.firstIndex(where: { $0.name == card.name }) {
      cards[family]?[index] = card
    } else {
      cards[family, default: []].append(card)
    }
    if modelName == ModelName(family: family, name: card.name) {
      adopt(sentence)
      follow(card)
    }
  }

  private mutating func paste(_ text: String) {
    let start = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let line = String(start.prefix(Palette.limit + 1))
    let trimmed = line.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    switch open {
    case nil, .help, .details, .line:
      guard isGrammar(trimmed) else {
        return inform("What was pasted is no run line; paste into a field, or press : first.")
      }
      open = .palette(Palette(trimmed))
    case .edit, .filter, .palette, .browser, .chooser, .presets, .saving, .axis, .marks, .writing,
      .tag:
      if !withOpenField({ $0.insert(trimmed) }) {
        inform("The text is too long for this field; the rest was left out.")
      }
    }
  }
}

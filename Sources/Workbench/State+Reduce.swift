import Quickstep

extension State {
  /// Takes in what happened.
  /// - Returns: what must be done now.
  public mutating func reduce(_ action: Action) -> [Effect] { reduce([action]) }

  /// Takes in everything that happened since the last time, oldest first. What is asked of a run
  /// that is replaced in the same moment is not asked at all.
  /// - Returns: what must be done now.
  public mutating func reduce(_ actions: [Action]) -> [Effect] {
    let said = messagesSaid
    var effects: [Effect] = []
    for action in actions { effects += take(action) }
    effects += askForDensity() + askForFolder()
    if let message, message.kind == .info, message.number > said {
      effects.append(.wake(message: message.number, afterSeconds: Message.seconds))
    }
    return effects.withoutReplacedRuns
  }

  /// Takes in one thing; an answer about the plan's model as if it had come with its question.
  private mutating func take(_ action: Action) -> [Effect] {
    if let question, question.isAnswered(by: action) { return redo(since: question, with: action) }
    let effects = respond(to: action)
    guard question == nil else {
      let asked = inspectPlanModel()
      return question!.note(action, effects + asked)
    }
    let asked = inspectPlanModel()
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
      if message?.kind == .info { message = nil }
      keysPressed += 1
      return press(key)
    case .opened: break
    case .pasted(let text): paste(text)
    case .resized(let columns, let rows): (self.columns, self.rows) = (columns, rows)
    case .runReported(let events): for event in events { take(event) }
    case .previewModesFound(let usable, let automatic):
      previewModes.usable = usable
      previewModes.automatic = automatic
    case .themeFound(let name): themeSuited = name
    case .densityComputed(let image):
      if densityAsked == image.density { densityAsked = nil }
      density = image
    case .modelInspected(let item): learn(item)
    case .modelRefused(let name, let reason): forget(name, reason)
    case .folderListed(let listing): learn(listing)
    case .timePassed(let number):
      if message?.number == number, message?.kind == .info { message = nil }
    }
    return []
  }

  /// A model that cannot be loaded leaves the list; as long as the plan names it, it stays.
  private mutating func forget(_ name: String, _ reason: String) {
    refusedModels.insert(name)
    dropRefusedModels()
    complain(plan.model.name == name ? "\(reason) u takes the model back." : reason)
  }

  private mutating func learn(_ item: ModelItem) {
    if let index = models.firstIndex(where: { $0.name == item.name }) {
      models[index] = item
    } else {
      models.append(item)
    }
    if plan.model.name == item.name {
      adopt(plan)
      follow(item)
    }
  }

  private mutating func paste(_ text: String) {
    let start = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let line = String(start.prefix(Palette.limit + 1))
    let trimmed = line.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    switch open {
    case nil, .help, .details:
      guard isGrammar(trimmed) else {
        return inform("What was pasted is no run line; paste into a field, or press : first.")
      }
      open = .palette(Palette(trimmed))
    case .edit, .filter, .palette, .browser, .chooser:
      if !withOpenField({ $0.insert(trimmed) }) {
        inform("The text is too long for this field; the rest was left out.")
      }
    }
  }
}

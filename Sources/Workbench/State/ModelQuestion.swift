import Experiments

/// A question about the sentence's model that has no answer yet, and what happened since it was asked.
///
/// The answer decides words of the sentence, so it is taken as if it had come at once: the state goes
/// back to where it asked, takes the answer, and everything since is done again. Held or pasted keys
/// make the sentence that slow ones make.
package struct ModelQuestion: Sendable {
  private indirect enum Asker: Sendable { case state(State) }

  private let asker: Asker
  private let model: ModelName
  /// Whether the answer may change more of the sentence than what is known of its model.
  private let decidesSentence: Bool
  private(set) var actions: [Action] = []
  /// What has been done about these actions.
  private(set) var effects: [Effect] = []
  private var isHolding = false

  /// - Parameter state: one that has just asked about its sentence's model.
  init(askedBy state: State) {
    asker = .state(state)
    model = state.modelName
    decidesSentence = state.modelFollowed != nil
  }

  /// As it was when it asked.
  var state: State {
    switch asker {
    case .state(let state): state
    }
  }

  func isAnswered(by action: Action) -> Bool {
    switch action {
    case .modelInspected(let family, let card): model == ModelName(family: family, name: card.name)
    case .modelRefused(let family, let name, _): model == ModelName(family: family, name: name)
    default: false
    }
  }

  /// Notes what happened.
  /// - Returns: what is to be done at once: a run waits for the answer where that decides its sentence.
  mutating func note(_ action: Action, _ new: [Effect]) -> [Effect] {
    actions.append(action)
    let done = new.filter { effect in
      if effect.startsRun, decidesSentence { isHolding = true }
      return !(isHolding && effect.isForRun)
    }
    effects += done
    return done
  }
}

extension Effect {
  /// Whether it begins something that takes the place of what runs.
  var startsRun: Bool {
    switch self {
    case .start, .sweep, .compare: true
    default: false
    }
  }

  /// Whether it is asked of the present run or of one to come.
  var isForRun: Bool {
    switch self {
    case .start, .sweep, .compare, .pause, .resume, .stepOnce, .cancel: true
    case .weigh, .computeField, .inspectModel, .readSentence, .listFolder, .save, .delete, .rename,
      .history, .write, .copy, .readPlan, .listPresets, .readPreset,
      .wake, .repaint, .suspend,
      .quit:
      false
    }
  }
}

extension [Effect] {
  /// Without what was asked of runs that a later one replaces before they began.
  var withoutReplacedRuns: [Effect] {
    guard
      let last = lastIndex(where: \.startsRun)
    else { return self }
    return enumerated().filter { $0.offset >= last || !$0.element.isForRun }.map(\.element)
  }

  /// Without those that have been done.
  func without(_ done: [Effect]) -> [Effect] {
    var done = done
    return filter { effect in
      guard let place = done.firstIndex(of: effect) else { return true }
      done.remove(at: place)
      return false
    }
  }
}

import Experiments

extension State {
  /// Turns to another family: to its sentence as it was left.
  mutating func turn(to family: any Family) {
    guard family.name != sentence.family else { return }
    turn(to: left[family.name] ?? family.opening)
  }

  /// Turns to a sentence, which may be of another family.
  mutating func turn(to new: Sentence) {
    guard new.family != sentence.family else { return change(new) }
    left[sentence.family] = sentence
    change(new)
    cursors = [:]
    previewPage = 0
  }

  /// The family after the present one.
  var nextFamily: any Family {
    let all = families.all
    let index = all.firstIndex { $0.name == sentence.family } ?? 0
    return all[(index + 1) % all.count]
  }
}

extension Family {
  /// The standard sentence on the first model.
  fileprivate var opening: Sentence {
    var sentence = standard
    guard let card = cards.first else { return sentence }
    for (key, setting) in card.defaults { sentence[key] = setting }
    sentence[modelWord.key] = .component(Choice(card.name))
    return sentence
  }
}

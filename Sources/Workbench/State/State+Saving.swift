import Experiments
import Runs

// Runs that save what they have made are not ended in passing.
extension State {
  /// Whether a run is under way that is saved when it stops.
  var isSavedRunActive: Bool {
    isRunActive && activeFamily?.isSaved == true
  }

  /// The family of the run under way, or about to be.
  private var activeFamily: (any Family)? {
    (launch?.sentence ?? run?.sentence).map { families[$0] }
  }

  /// Why another run cannot begin now.
  var startObstacle: String? {
    isSavedRunActive ? "a training is under way; \(key("cancel")) ends it" : nil
  }

  /// Leaves; where that ends a training, when it is asked for twice.
  mutating func leave() -> [Effect] {
    guard isSavedRunActive, leaveAskedAt != keysPressed - 1 else { return [.quit] }
    leaveAskedAt = keysPressed
    inform("A training is under way: q again saves it and leaves, any other key stays.")
    return []
  }

  /// Something was written that belongs to a model: what is known of it is asked for anew.
  mutating func learn(saved path: String, beside model: String) {
    for family in families.all {
      for index in (cards[family.name] ?? []).indices
      where cards[family.name]?[index].name == model {
        cards[family.name]?[index].labels = nil
      }
      modelsAsked.remove(ModelName(family: family.name, name: model))
    }
    inform("Saved as \(path).")
  }

  /// A model was written: it can be chosen from now on, in other families than the one that made it.
  mutating func learn(savedModel path: String, step: Int) {
    for family in families.all where family.modelPaths != nil && family.name != run?.sentence.family
    {
      let known = cards[family.name] ?? []
      if !known.contains(where: { $0.name == path }), known.count < 1000 {
        cards[family.name, default: []].append(ModelCard(path, kind: "file"))
      }
    }
    if message?.kind != .error { inform("Saved as the model \(path), step \(step).") }
  }
}

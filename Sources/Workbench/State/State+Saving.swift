import Experiments
import Runs

// Runs that save what they have made are not ended in passing.
extension State {
  /// Whether a run is under way that is saved when it stops.
  var isSavedRunActive: Bool {
    isRunActive && (launch?.request ?? run?.start.request).map(families.isSaved) == true
  }

  /// Why another run cannot begin now.
  var startObstacle: String? {
    isSavedRunActive ? "a training is under way; c ends it" : nil
  }

  /// Leaves; where that ends a training, when it is asked for twice.
  mutating func leave() -> [Effect] {
    guard isSavedRunActive, leaveAskedAt != keysPressed - 1 else { return [.quit] }
    leaveAskedAt = keysPressed
    inform("A training is under way: q again saves it and leaves, any other key stays.")
    return []
  }

  /// A model was written: it can be chosen from now on.
  mutating func learn(savedModel path: String, step: Int) {
    for family in families.all where family.modelPaths != nil {
      let known = cards[family.name] ?? []
      if !known.contains(where: { $0.name == path }), known.count < 1000 {
        cards[family.name, default: []].append(ModelCard(path, kind: "file"))
      }
    }
    if message?.kind != .error { inform("Saved as the model \(path), step \(step).") }
  }
}

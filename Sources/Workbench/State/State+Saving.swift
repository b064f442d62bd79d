import Quickstep
import Runs

// Runs that save what they have made are not ended in passing.
extension State {
  /// Whether a run is under way that is saved when it stops.
  var isSavedRunActive: Bool {
    isRunActive && (launch?.request ?? run?.start.request)?.isSaved == true
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
    if !models.contains(where: { $0.name == path }), models.count < 1000 {
      models.append(ModelItem(name: path, kind: "file"))
    }
    if message?.kind != .error { inform("Saved as the model \(path), step \(step).") }
  }
}

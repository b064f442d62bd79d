import Experiments
import Files
import Quickstep

/// Why a training run cannot begin or go on.
public enum TrainingError: Error, Equatable, Sendable {
  /// The network takes samples of another form than the data have.
  case shape(network: String, needed: String, data: SampleShape)
  /// A network where data are needed.
  case notData(String)
  case noClasses(NeedsClasses)
  /// Guidance by classes that the network is not told.
  case unconditional(guidance: String)
  case needsClassifier
  case needsClassification
  case level(Int, count: Int)
  /// A component or a knob that there is not.
  case declaration(DeclarationError)
  /// A setting that the networks refuse.
  case network(NetworkProblem)
  case tooFew(samples: Int, batch: Int)
  case notFinite(quantity: Quantity, step: Int, saved: Int)
  /// What was saved belongs to another configuration.
  case otherConfiguration(folder: String, line: String)
  case otherState(path: String, reason: String)
  case nothingToResume(folder: String)
  case alreadyThere(folder: String, step: Int)
  case tooLong(steps: Int, limit: Int)

  /// What is learned with classes alone.
  public enum NeedsClasses: String, Equatable, Sendable {
    case classification = "kind \"classification\""
    case conditional = "conditional = true"
  }

  public enum Quantity: String, Equatable, Sendable {
    case loss
    case gradient
  }
}

extension TrainingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .shape(let network, let needed, let data):
      "[network] kind \"\(network)\" takes \(needed), but the data are \(text(data)). "
        + "Use another kind or other data."
    case .notData(let name):
      "\(PrintableText(name)): this is a network. Give pictures or a shape to train on."
    case .noClasses(let setting):
      "[objective] \(setting.rawValue) needs classes, and the data have none. Use labelled data or leave it out."
    case .unconditional(let guidance):
      "[output] guidance \"\(PrintableText(guidance))\" needs a network that is told classes. "
        + "Set conditional = true in [objective] or leave it out."
    case .needsClassifier:
      "[objective] kind \"classification\" needs a classifier. Set kind = \"classifier\" "
        + "in [network]."
    case .needsClassification:
      "[network] kind \"classifier\" learns classes only. Set kind = \"classification\" "
        + "in [objective]."
    case .level(let level, let count):
      "[network] attention names level \(level), but there are levels 0 … \(count - 1) only. "
        + "Leave it out."
    case .declaration(let error): "\(error)"
    case .network(let problem): "[network]: \(problem)"
    case .tooFew(let samples, let batch):
      "The data hold \(samples) samples, fewer than a batch of \(batch). "
        + "Use a smaller batch or more data."
    case .notFinite(let quantity, let step, let saved):
      "Step \(step) made NaN or infinity in the \(quantity.rawValue). "
        + (saved > 0
          ? "The checkpoint of step \(saved) is kept; lower rate or clip in [optimizer] and "
            + "train anew."
          : "Nothing was saved yet; lower rate or clip in [optimizer].")
    case .otherConfiguration(let folder, let line):
      "\(PrintableText(folder)): what was saved there had another configuration "
        + "(now \(PrintableText(line, limit: 100))). Put the setting back, or train anew "
        + "into another folder."
    case .otherState(let path, let reason):
      "\(PrintableText(path)): this is not the state of this training (\(reason)). "
        + "Train anew into another folder."
    case .nothingToResume(let folder):
      "\(PrintableText(folder)): no training was saved there. Leave out --resume to begin one."
    case .alreadyThere(let folder, let step):
      "\(PrintableText(folder)): a training was saved there at step \(step). "
        + "Go on with --resume, or name another folder."
    case .tooLong(let steps, let limit):
      "[optimizer] steps is \(steps), more than \(limit). Use fewer."
    }
  }
}

private func text(_ shape: SampleShape) -> String {
  switch shape {
  case .point(let dimensions): "points in \(dimensions) dimensions"
  case .picture(let width, let height, let channels):
    "pictures of \(width)x\(height), \(channels == 1 ? "grey" : "colour")"
  }
}

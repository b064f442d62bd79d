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
  /// A word that the method makes nothing of.
  case unused(word: String, method: String)
  /// A method without one of the networks that it needs.
  case missing(CastRole, method: String)
  case unfitTeacher(String, TeacherFault)
  /// Knots that no steps can be taken between.
  case knots(reason: String)

  /// Why a network cannot be learned from.
  public enum TeacherFault: Equatable, Sendable {
    case notANetwork
    case otherProgram
    case shape(SampleShape, data: SampleShape)
    case prediction(String)
    /// It has to be told classes that the data lack.
    case classes
    /// It has no attention over frames.
    case noFrames
    /// Masks that do not fit its attention.
    case masks(reason: String)
    /// Its classes are none of the data's.
    case otherClasses
    /// What begins as its copy takes this from it.
    case decides(word: String)
    /// Where its path leads nowhere.
    case path(reason: String)
  }

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
    case .unused(let word, let method):
      "The method \(PrintableText(method)) makes nothing of \(word). Leave it out, or choose "
        + "another method."
    case .missing(let role, let method):
      "The method \(PrintableText(method)) learns from a \(role.rawValue). Name a network as "
        + "\(role.rawValue)."
    case .unfitTeacher(let name, let fault): "\(PrintableText(name)): \(text(fault))"
    case .knots(let reason): "[method] the knots do not fit: \(PrintableText(reason, limit: 500))"
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

private func text(_ fault: TrainingError.TeacherFault) -> String {
  switch fault {
  case .notANetwork: "this is no network to learn from. Name a network as teacher."
  case .otherProgram:
    "a teacher needs a quickstep.toml that says how it was trained. Name a network that was "
      + "trained with this program."
  case .shape(let shape, let data):
    "the teacher knows \(text(shape)), but the data are \(text(data)). Use another teacher or "
      + "other data."
  case .prediction(let prediction):
    "the teacher predicts \(prediction), and a flow is needed. Name a network with "
      + "prediction = \"flow\"."
  case .classes:
    "the teacher is always told a class, and the data have other classes. Use the data that it was "
      + "trained on."
  case .noFrames:
    "the teacher has no attention over frames. Name a network of kind \"frames\"."
  case .masks(let reason): "the masks do not fit: \(PrintableText(reason, limit: 500))"
  case .otherClasses:
    "the teacher has other classes than the data. Leave out conditional, or use the data that the "
      + "teacher is made of."
  case .decides(let word):
    "what learns begins as a copy of this network, which decides \(word). Leave \(word) out."
  case .path(let reason):
    "the teacher's path cannot be followed: \(PrintableText(reason, limit: 500))"
  }
}

extension TrainingError {
  /// What `body` makes, its error put as one of a training.
  static func declared<Result>(
    _ body: () throws(DeclarationError) -> Result
  ) throws(TrainingError) -> Result {
    do throws(DeclarationError) {
      return try body()
    } catch {
      throw .declaration(error)
    }
  }
}

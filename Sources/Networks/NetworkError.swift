import Files
import Quickstep

/// What is wrong with one file of a network. `description` is the sentence for people.
public struct NetworkError: Error, Equatable, Sendable {
  /// The file or folder as it was named; may hold any characters.
  public let path: String
  public let problem: NetworkProblem

  public init(path: String, problem: NetworkProblem) {
    self.path = path
    self.problem = problem
  }
}

/// Everything that can be wrong with a network's description or its weights.
public enum NetworkProblem: Error, Equatable, Sendable {
  // Options of a configuration.
  case notAnObject(found: String)
  case otherClass(String, needed: String)
  case otherPipeline(String, parts: [PipelinePart])
  case unknownOption(String, known: [String])
  case badOption(String, found: String, needed: String)
  /// Options that are each known but do not fit each other.
  case unfitting(options: [String], reason: String)
  /// GroupNorm needs whole groups.
  case groups(layer: String, channels: Int, groups: Int)

  // Tensors.
  case missingTensor(String, needed: [Int], others: Int)
  case surplusTensor(String, shape: [Int], others: Int)
  case misshapenTensor(String, found: [Int], needed: [Int])
  case tooLarge(bytes: Int, limit: Int)
  case cancelled

  // What the folder says of sampling.
  case noConfiguration
  /// - Parameter others: files of weights that are called otherwise.
  case noWeights(String, others: [String])
  case noVariant(String, known: [String])
  case severalVariants([String])
  /// Weights that cannot be read without running what they say.
  case onlyPickled(String)
  /// An index that places a tensor elsewhere than in its folder.
  case foreignPart(tensor: String, String)
  case notInPart(tensor: String, String)
  case noProcess
  /// A network that is asked beside a model.
  case notAModel(NetworkDocument.Role)
  /// A network that has another part than this one.
  case otherRole(NetworkDocument.Role?, needed: NetworkDocument.Role)
  case noSize
  case noClassCount
  case translation(TranslationError)
  case declaration(DeclarationError)

  // Pictures that a classifier is shown.
  case otherPictures(SampleShape, needed: SampleShape)
  case noLabels
  case unknownClass(String, known: [String])
  /// A class needs two pictures, for a covariance.
  case tooFewPictures(of: String)
}

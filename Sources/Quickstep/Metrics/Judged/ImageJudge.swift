import Tensors

/// A classifier that pictures are shown to: what it takes them for, and features by which their
/// distributions are compared.
public protocol ImageClassifier: AnyObject, Sendable {
  /// The pictures that it takes.
  var shape: SampleShape { get }
  var classNames: [String] { get }
  /// How many numbers describe a picture.
  var featureCount: Int { get }

  /// - Parameter pictures: rows of `shape.count` numbers, -1 black and 1 white.
  func classify(_ pictures: [Double], with kernels: Kernels) -> Classification
}

/// What a classifier finds in pictures.
public struct Classification: Sendable {
  /// Rows of one number for each feature.
  public let features: [Float]
  /// Rows of one number for each class, which sum to 1.
  public let probabilities: [Float]

  public init(features: [Float], probabilities: [Float]) {
    (self.features, self.probabilities) = (features, probabilities)
  }
}

/// A classifier that tells how good made pictures are, with what it found in true ones.
public struct ImageJudge: Sendable {
  public let classifier: any ImageClassifier
  /// Of pictures that it was not trained on.
  public let reference: JudgeReference

  public init(_ classifier: any ImageClassifier, reference: JudgeReference) {
    precondition(classifier.classNames.count == reference.classes.count)
    (self.classifier, self.reference) = (classifier, reference)
  }

  /// The classifier's class for each class of a model, found by name; `nil` where the model's
  /// samples are something else than what the classifier knows.
  func classes(of model: any Denoiser) -> [Int]? {
    guard model.shape == classifier.shape else { return nil }
    let places = model.classNames.map { name in classifier.classNames.firstIndex(of: name) }
    return places.contains(nil) ? nil : places.compactMap { $0 }
  }
}

import Files
import Quickstep
import Synchronization
import Tensors

/// A classifier of pictures with its weights.
///
///     let classifier = try TrainedClassifier("digit-classifier", with: kernels)
///     let found = classifier.classify(pictures, with: kernels)
public final class TrainedClassifier: ImageClassifier {
  public let shape: SampleShape
  public let classNames: [String]
  public let featureCount: Int
  public let parameterCount: Int

  private let network: PictureClassifier
  private let weights: NetworkWeights
  private let tape: Mutex<ClassifierTape?>

  /// - Parameter folder: where `quickstep.toml` and the weights lie.
  /// - Throws: `FileError` or `NetworkError`: what cannot be read, or which tensor does not fit.
  public convenience init(_ folder: String, with kernels: Kernels) throws {
    let document = try ClassifierFile.read("\(folder)/\(NetworkFile.name)")
    let weights = try SafetensorsFile.open("\(folder)/\(WeightName.standard)")
    try self.init(document, weights, with: kernels)
  }

  /// - Throws: `FileError` or `NetworkError`: which layer or tensor does not fit.
  public convenience init(
    _ document: ClassifierDocument, _ file: SafetensorsFile, with kernels: Kernels
  ) throws {
    let (network, match) = try located(file.path) { () throws(NetworkProblem) in
      let network = try PictureClassifier(document)
      return (network, try TensorMatch([file], network.weights))
    }
    guard let weights = try match.loadWeights(with: kernels) else {
      preconditionFailure("nobody cancels the loading of a classifier")
    }
    self.init(network, document, weights)
  }

  /// - Parameter weights: those of `network`, which the document describes.
  public init(
    _ network: PictureClassifier, _ document: ClassifierDocument, _ weights: NetworkWeights
  ) {
    shape = .picture(
      width: document.width, height: document.height, channels: document.channels)
    classNames = document.classes
    featureCount = document.layers.features
    parameterCount = weights.count
    self.network = network
    self.weights = weights
    tape = Mutex(nil)
  }

  public func classify(_ pictures: [Double], with kernels: Kernels) -> Classification {
    precondition(pictures.count.isMultiple(of: shape.count))
    return tape.withLock { tape in
      if tape?.pool !== kernels.pool || tape?.instructionSet != kernels.instructionSet {
        tape = ClassifierTape(network, weights, shape, on: kernels)
      }
      return tape!.classify(pictures)
    }
  }
}

extension PictureClassifier {
  public init(_ document: ClassifierDocument) throws(NetworkProblem) {
    try self.init(
      document.layers, width: document.width, height: document.height,
      inChannels: document.channels, classCount: document.classes.count)
  }
}

/// A classifier recorded for a batch of fixed size, which larger batches are cut into.
private final class ClassifierTape {
  static let rows = 32

  private let tape: Tape
  private let pictures, features, probabilities: Value

  init(
    _ network: PictureClassifier, _ weights: NetworkWeights, _ shape: SampleShape,
    on kernels: Kernels
  ) {
    let tape = Tape(
      kernels: kernels, purpose: .inference(PackedWeights(canonicalValues: .kept)))
    let pixels = shape.pixels
    pictures = tape.input(
      TensorShape(
        batch: Self.rows, height: pixels.height, width: pixels.width,
        channels: network.inChannels))
    let found = network.record(pictures, on: tape, weights)
    tape.keep(found.features)
    features = found.features
    probabilities = tape.softmax(found.logits)
    self.tape = tape
  }

  var pool: ThreadPool { tape.kernels.pool }
  var instructionSet: InstructionSet { tape.kernels.instructionSet }

  /// The last rows of the last part may be of no meaning; they are left out.
  func classify(_ samples: [Double]) -> Classification {
    let width = pictures.shape.count / Self.rows, count = samples.count / width
    var found: (features: [Float], probabilities: [Float]) = ([], [])
    for first in stride(from: 0, to: count, by: Self.rows) {
      let rows = first..<min(first + Self.rows, count)
      tape.withInput(pictures) { input in
        for (place, index) in (rows.lowerBound * width..<rows.upperBound * width).enumerated() {
          input[place] = Float(samples[index])
        }
      }
      tape.forward()
      func append(_ value: Value, to list: inout [Float]) {
        let size = value.shape.count / Self.rows
        tape.withValue(value) { list += $0[..<(rows.count * size)] }
      }
      append(features, to: &found.features)
      append(probabilities, to: &found.probabilities)
    }
    return Classification(features: found.features, probabilities: found.probabilities)
  }
}

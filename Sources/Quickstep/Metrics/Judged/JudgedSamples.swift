import Tensors

/// Samples as a classifier sees them.
public struct JudgedSamples: Sendable {
  /// Rows of `width` numbers.
  public private(set) var features: [Double]
  public let width: Int
  /// The class that it gives each sample.
  public private(set) var verdicts: [Int]
  /// The class that each was asked for; `nil` for any.
  public private(set) var asked: [Int?]

  init(features: [Double], width: Int, verdicts: [Int], asked: [Int?]) {
    precondition(verdicts.count == asked.count && features.count == width * asked.count)
    self.features = features
    self.width = width
    self.verdicts = verdicts
    self.asked = asked
  }

  /// Shows pictures to a classifier.
  /// - Parameter pictures: rows of samples of the classifier's shape, one for each of `asked`.
  public init(
    _ pictures: [Double], asked: [Int?], to classifier: any ImageClassifier, with kernels: Kernels
  ) {
    let found = classifier.classify(pictures, with: kernels)
    let classes = classifier.classNames.count
    self.init(
      features: found.features.map(Double.init), width: classifier.featureCount,
      verdicts: asked.indices.map { row in
        let likely = found.probabilities[row * classes..<(row + 1) * classes]
        return likely.indices.max { likely[$0] < likely[$1] }! - likely.startIndex
      }, asked: asked)
  }

  /// Some of the samples.
  func part(_ numbers: [Int]) -> JudgedSamples {
    JudgedSamples(
      features: numbers.flatMap { features[$0 * width..<($0 + 1) * width] }, width: width,
      verdicts: numbers.map { verdicts[$0] }, asked: numbers.map { asked[$0] })
  }

  /// Puts more samples behind these.
  public mutating func append(_ others: JudgedSamples) {
    precondition(width == others.width)
    features += others.features
    verdicts += others.verdicts
    asked += others.asked
  }
}

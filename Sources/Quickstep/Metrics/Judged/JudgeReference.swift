/// What a classifier finds in true pictures, class by class.
public struct JudgeReference: Sendable {
  public struct Class: Equatable, Sendable {
    /// How many true pictures of the class there were.
    public let count: Int
    /// How many of them were given their class.
    public let recognized: Int
    /// The features of all of them.
    public let fit: GaussianFit

    public init(count: Int, recognized: Int, fit: GaussianFit) {
      precondition(count > 0 && (0...count).contains(recognized))
      (self.count, self.recognized, self.fit) = (count, recognized, fit)
    }
  }

  /// In the order of the classifier's classes.
  public let classes: [Class]

  public init(classes: [Class]) {
    precondition(!classes.isEmpty)
    self.classes = classes
  }

  /// From true pictures, each asked for by its class.
  /// - Returns: `nil` where one of the classes has fewer than two pictures.
  public init?(_ samples: JudgedSamples, classCount: Int) {
    var classes: [Class] = []
    for index in 0..<classCount {
      let rows = samples.asked.indices.filter { samples.asked[$0] == index }
      let points = rows.flatMap { samples.features[$0 * samples.width..<($0 + 1) * samples.width] }
      guard let fit = GaussianFit(points: points, width: samples.width) else { return nil }
      classes.append(
        Class(
          count: rows.count, recognized: rows.count { samples.verdicts[$0] == index }, fit: fit))
    }
    self.init(classes: classes)
  }

  /// Pictures of all classes.
  public var count: Int { classes.reduce(0) { $0 + $1.count } }

  /// The Gaussian of all features of pictures with the classes asked for.
  func fit(asked: [Int?]) -> GaussianFit {
    var weights = Array(repeating: 0.0, count: classes.count)
    for wanted in asked {
      if let wanted {
        weights[wanted] += 1 / Double(asked.count)
      } else {
        for (index, part) in classes.enumerated() {
          weights[index] += Double(part.count) / Double(count * asked.count)
        }
      }
    }
    let parts = zip(weights, classes).filter { $0.0 > 0 }
    return GaussianFit(mixture: parts.map { (weight: $0.0, fit: $0.1.fit) })
  }
}

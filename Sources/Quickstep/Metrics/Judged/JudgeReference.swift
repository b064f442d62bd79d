import Tensors

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

  /// As if true pictures had been shown to the classifier: features drawn from their class's Gaussian, verdicts
  /// right as often as they were.
  func drawn(asked: [Int?], seed: UInt64, with kernels: Kernels) -> JudgedSamples {
    let width = classes[0].fit.mean.count
    let rows = 0..<UInt32(asked.count)
    let key = NoiseKey(seed: seed, step: 0, purpose: NoisePurpose.truth.rawValue)
    let normals = AlignedBuffer(count: asked.count * width)
    kernels.fillNormals(normals.mutableValues, samples: rows, key: key)
    let chances = AlignedBuffer(count: asked.count * 2)
    kernels.fillUniforms(
      chances.mutableValues, samples: rows,
      key: NoiseKey(seed: seed, step: 1, purpose: NoisePurpose.truth.rawValue))
    let roots = classes.map { $0.fit.covariance.squareRoot() }
    var features: [Double] = []
    features.reserveCapacity(asked.count * width)
    var verdicts: [Int] = []
    for (row, wanted) in asked.enumerated() {
      let index = wanted ?? drawnClass(chances[2 * row])
      let part = classes[index]
      let z = normals.values[row * width..<(row + 1) * width]
      // m + R z
      for column in 0..<width {
        let root = roots[index].elements[column * width..<(column + 1) * width]
        features.append(zip(root, z).reduce(part.fit.mean[column]) { $0 + $1.0 * $1.1 })
      }
      let isRight = chances[2 * row + 1] * Double(part.count) < Double(part.recognized)
      verdicts.append(isRight ? index : (index + 1) % classes.count)
    }
    return JudgedSamples(features: features, width: width, verdicts: verdicts, asked: asked)
  }

  /// The class at `chance` of 1 of all pictures.
  private func drawnClass(_ chance: Double) -> Int {
    var left = chance * Double(count)
    return classes.firstIndex { part in
      left -= Double(part.count)
      return left < 0
    } ?? classes.count - 1
  }
}

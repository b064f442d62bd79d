import Tensors

/// Draws what a classifier would find in true pictures: features from their class's Gaussian,
/// verdicts right as often as they were.
struct TrueFeatures {
  private let reference: JudgeReference
  /// R with R R the covariance, of every class that can be drawn.
  private let roots: [SymmetricMatrix?]

  init(_ reference: JudgeReference, asked: [Int?]) {
    self.reference = reference
    let wanted = Set(asked)
    roots = reference.classes.enumerated().map { index, part in
      wanted.contains(nil) || wanted.contains(index) ? part.fit.covariance.squareRoot() : nil
    }
  }

  func drawn(asked: [Int?], seed: UInt64, with kernels: Kernels) -> JudgedSamples {
    let classes = reference.classes
    let width = classes[0].fit.mean.count
    let rows = 0..<UInt32(asked.count)
    let key = NoiseKey(seed: seed, step: 0, purpose: NoisePurpose.truth.rawValue)
    let normals = AlignedBuffer(count: asked.count * width)
    kernels.fillNormals(normals.mutableValues, samples: rows, key: key)
    let chances = AlignedBuffer(count: asked.count * 2)
    kernels.fillUniforms(
      chances.mutableValues, samples: rows,
      key: NoiseKey(seed: seed, step: 1, purpose: NoisePurpose.truth.rawValue))
    var features: [Double] = []
    features.reserveCapacity(asked.count * width)
    var verdicts: [Int] = []
    for (row, wanted) in asked.enumerated() {
      let index = wanted ?? drawnClass(chances[2 * row])
      let part = classes[index]
      guard let root = roots[index] else { preconditionFailure("a class that was not asked for") }
      let z = normals.values[row * width..<(row + 1) * width]
      // m + R z
      for column in 0..<width {
        let line = root.elements[column * width..<(column + 1) * width]
        features.append(zip(line, z).reduce(part.fit.mean[column]) { $0 + $1.0 * $1.1 })
      }
      let isRight = chances[2 * row + 1] * Double(part.count) < Double(part.recognized)
      verdicts.append(isRight ? index : (index + 1) % classes.count)
    }
    return JudgedSamples(features: features, width: width, verdicts: verdicts, asked: asked)
  }

  /// The class at `chance` of 1 of all pictures.
  private func drawnClass(_ chance: Double) -> Int {
    var left = chance * Double(reference.count)
    return reference.classes.firstIndex { part in
      left -= Double(part.count)
      return left < 0
    } ?? reference.classes.count - 1
  }
}

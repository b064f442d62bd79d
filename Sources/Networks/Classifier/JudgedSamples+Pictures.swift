import Files
import Quickstep
import Tensors

extension JudgedSamples {
  /// Shows labelled pictures to a classifier, each asked for by its label.
  /// - Throws: `NetworkError` for pictures of another size or other classes.
  public init(
    _ images: ImageSet, to classifier: any ImageClassifier, with kernels: Kernels
  ) throws(NetworkError) {
    let shape = SampleShape.picture(
      width: images.width, height: images.height, channels: images.channels)
    guard shape == classifier.shape else {
      throw NetworkError(
        path: images.path, problem: .otherPictures(shape, needed: classifier.shape))
    }
    guard let labels = images.labels else {
      throw NetworkError(path: images.path, problem: .noLabels)
    }
    let places = images.classNames.map { classifier.classNames.firstIndex(of: $0) }
    if let unknown = places.firstIndex(of: nil) {
      throw NetworkError(
        path: images.path,
        problem: .unknownClass(images.classNames[unknown], known: classifier.classNames))
    }
    self.init([], asked: [], to: classifier, with: kernels)
    for first in stride(from: 0, to: images.count, by: Self.picturesAtOnce) {
      let rows = first..<min(first + Self.picturesAtOnce, images.count)
      let pixels = images.pixels[rows.lowerBound * shape.count..<rows.upperBound * shape.count]
      append(
        JudgedSamples(
          pixels.map { Double($0) * (2 / 255) - 1 }, asked: rows.map { places[labels[$0]] },
          to: classifier, with: kernels))
    }
  }

  private static let picturesAtOnce = 1024
}

extension JudgeReference {
  /// From labelled pictures that were shown to a classifier.
  /// - Parameter path: of the pictures.
  /// - Throws: `NetworkError` where one of the classes has fewer than two.
  public init(
    _ samples: JudgedSamples, of classifier: any ImageClassifier, path: String
  ) throws(NetworkError) {
    let names = classifier.classNames
    guard let reference = JudgeReference(samples, classCount: names.count) else {
      let few = names.indices.first { index in samples.asked.count { $0 == index } < 2 }
      throw NetworkError(path: path, problem: .tooFewPictures(of: few.map { names[$0] } ?? ""))
    }
    self = reference
  }
}

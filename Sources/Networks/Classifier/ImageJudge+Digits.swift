import Files
import Quickstep
import Tensors

extension ImageJudge {
  /// The classifier of digits that comes with the program, and what it finds in the 10,000 digits
  /// that were kept from its training (`models/digit-classifier/README.md`).
  public static func bundledDigits(with kernels: Kernels) -> ImageJudge {
    do {
      let document = try ClassifierFile.parse(bundled(NetworkFile.name))
      let weights = try SafetensorsFile(bundled(WeightName.standard))
      let reference = try SafetensorsFile(bundled(JudgeReferenceFile.name))
      return ImageJudge(
        try TrainedClassifier(document, weights, with: kernels),
        reference: try JudgeReferenceFile.read(reference))
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// The pictures that the bundled classifier of digits takes.
  public static let bundledDigitShape = SampleShape.picture(width: 28, height: 28, channels: 1)

  private static func bundled(_ name: String) throws(FileError) -> ByteSource {
    guard let file = BundledFile.named("models/digit-classifier/\(name)") else {
      preconditionFailure("the classifier of digits is not bundled")
    }
    return try file.source()
  }
}

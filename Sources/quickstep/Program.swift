import Experiments
import Files
import Runs
import Studies
import Tokens

extension Families {
  /// The families of the program.
  /// - Parameter sampling: the first one.
  static func all(
    _ sampling: SamplingFamily = SamplingFamily(ModelLibrary()),
    training: TrainingFamily = TrainingFamily()
  ) -> Families {
    Families([
      sampling, SearchFamily(sampling.library), OrderFamily(sampling.library),
      StatisticsFamily(sampling.library),
      MaskedFamily(text: bundledText), WalkFamily(), training,
    ])
  }

  /// Real text to count letters in.
  @Sendable private static func bundledText() -> String {
    guard let source = try? BundledFile.named("data/shakespeare.txt")?.source() else {
      preconditionFailure("the text is not bundled")
    }
    return String(decoding: source.bytes, as: UTF8.self)
  }
}

import Experiments
import Runs
import Studies

extension Families {
  /// The families of the program.
  /// - Parameter sampling: the first one.
  static func all(_ sampling: SamplingFamily = SamplingFamily(ModelLibrary())) -> Families {
    Families([sampling, WalkFamily()])
  }
}

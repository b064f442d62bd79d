import Quickstep

/// What of a run is kept until the next one, in bytes: all of it is only shown.
///
/// A run that is too large keeps every step of its first samples.
public enum KeptBudget {
  /// Previews of the steps.
  static let previews = 56 << 20
  /// States that are measured against the exact path.
  static let states = 20 << 20
  /// Exact paths, of this run and of earlier ones.
  static let paths = 20 << 20

  /// All of it.
  static let total = previews + states + paths

  /// How many of `batch` samples previews show, of which a run has so many.
  package static func previewedSamples(
    batch: Int, shape: SampleShape, kinds: Int, previews count: Int
  ) -> Int {
    fitting(
      batch, bytes: kinds * shape.count * PreviewValues.bytesPerNumber(shape) * count,
      into: previews)
  }

  /// How many of `batch` samples are measured against the exact path at so many levels.
  public static func measuredSamples(batch: Int, shape: SampleShape, levels: Int) -> Int {
    fitting(
      batch, bytes: shape.count * MemoryLayout<Double>.stride * levels, into: states)
  }

  /// One sample is always kept.
  private static func fitting(_ batch: Int, bytes: Int, into budget: Int) -> Int {
    min(batch, max(1, budget / max(1, bytes)))
  }
}

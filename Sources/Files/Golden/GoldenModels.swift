import Quickstep

/// The mixtures that golden cases sample from, with the class of each sample of the
/// class-conditional one: `models.json`, ours is `data/mixtures.json`.
public struct GoldenModels: Sendable {
  public var models: [MixtureDocument]
  public var classLabels: [Int]

  public static func read(_ path: String) throws(FileError) -> GoldenModels {
    try parse(ByteSource(contentsOf: path))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> GoldenModels {
    let labels = try JSONCursor(source).member("labels_for_gmm_cond").integers()
    return GoldenModels(models: try MixtureFile.parse(source), classLabels: labels)
  }

  /// The standard normals that cases start from, by the name of the model: `initial-noise.json`.
  public static func readInitialNoise(
    _ path: String
  ) throws(FileError) -> [String: GoldenBatch] {
    try parseInitialNoise(ByteSource(contentsOf: path))
  }

  public static func parseInitialNoise(
    _ source: ByteSource
  ) throws(FileError) -> [String: GoldenBatch] {
    let root = try JSONCursor(source)
    var noise: [String: GoldenBatch] = [:]
    for key in try root.object().keys { noise[key] = try root.member(key).batch() }
    return noise
  }
}

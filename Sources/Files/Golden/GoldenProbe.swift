import Quickstep

/// Exact outputs of a golden model at one noise level: an entry of `model-probes.json`.
public struct GoldenProbe: Sendable {
  public var model: String
  public var alpha: Double
  public var sigma: Double
  /// Where the model was evaluated.
  public var points: GoldenBatch
  /// The class of each point, for class-conditional probes.
  public var labels: [Int]?
  /// Outputs by name: `eps`, `x0`, `score`, `v`, `flow`, or `eps_cond`, `x0_uncond` and so on.
  public var outputs: [String: GoldenBatch]
  /// log density at each point, where it was recorded.
  public var logDensity: [Double]?

  public static func read(_ path: String) throws(FileError) -> [GoldenProbe] {
    let root = try JSONCursor(ByteSource(contentsOf: path))
    var probes: [GoldenProbe] = []
    for cursor in try root.member("probes").elements() { probes.append(try GoldenProbe(cursor)) }
    return probes
  }

  private init(_ cursor: JSONCursor) throws(FileError) {
    model = try cursor.member("model").string()
    alpha = try cursor.member("alpha").number()
    sigma = try cursor.member("sigma").number()
    points = try cursor.member("x").batch()
    labels = try cursor.optional("labels")?.integers()
    logDensity = try cursor.optional("logp")?.numbers()
    outputs = [:]
    let inputs: Set = ["model", "alpha", "sigma", "x", "labels", "logp"]
    for key in try cursor.object().keys where !inputs.contains(key) {
      outputs[key] = try cursor.member(key).batch()
    }
  }
}

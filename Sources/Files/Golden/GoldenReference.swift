import Quickstep

/// An exact solution of the probability-flow ODE: an entry of `ode-reference.json`.
public struct GoldenReference: Sendable {
  /// The noise schedule: `vp-linear-continuous`, `edm`, `rectified-flow`, ….
  public var schedule: String
  /// `gmm2d`, or `gmm-cond@cfg8` for guidance with scale 8.
  public var model: String
  public var parameters: [String: JSONValue]
  /// Time, alpha, sigma and state, one entry for each recorded point of the path.
  public var times: [Double]
  public var alphas: [Double]
  public var sigmas: [Double]
  public var states: [GoldenBatch]

  public static func read(_ path: String) throws(FileError) -> [GoldenReference] {
    let root = try JSONCursor(ByteSource(contentsOf: path))
    var references: [GoldenReference] = []
    for cursor in try root.member("references").elements() {
      references.append(try GoldenReference(cursor))
    }
    return references
  }

  private init(_ cursor: JSONCursor) throws(FileError) {
    schedule = try cursor.member("path").string()
    model = try cursor.member("model").string()
    parameters = try cursor.optional("params")?.object() ?? [:]
    times = try cursor.member("t").numbers()
    alphas = try cursor.member("alpha").numbers()
    sigmas = try cursor.member("sigma").numbers()
    states = try cursor.member("x").batches()
  }
}

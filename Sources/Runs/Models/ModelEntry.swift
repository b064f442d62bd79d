import Quickstep

/// What a list says of a model.
public struct ModelEntry: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case mixture
    /// The ideal denoiser of so many images.
    case data(Int)
    /// A network of so many parameters.
    case network(Int)

    /// As lists write it: "mixture", "data 512", "net 35.7M".
    public var text: String {
      switch self {
      case .mixture: "mixture"
      case .data(let count): "data \(count)"
      case .network(let parameters): "net \(short(parameters))"
      }
    }

    /// Why no path of the model is exact; `nil` where the distribution is known.
    public var pathObstacle: PathError? { if case .network = self { .notExact } else { nil } }

    /// Whether there are images of which fewer can be taken.
    public var isLimitable: Bool { if case .data = self { true } else { false } }
  }

  /// As written on the command line: a bundled name or a path.
  public let name: String
  public let kind: Kind
  public let title: String
  /// One line.
  public let summary: String
}

/// 812, 1.8k, 35.7M.
private func short(_ count: Int) -> String {
  let units: [(Int, String)] = [(1_000_000_000, "G"), (1_000_000, "M"), (1000, "k")]
  guard let (size, name) = units.first(where: { count >= $0.0 }) else { return "\(count)" }
  let tenths = (count * 10 + size / 2) / size
  return "\(tenths / 10).\(tenths % 10)\(name)"
}

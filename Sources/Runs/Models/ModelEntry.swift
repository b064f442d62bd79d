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
      case .network(let parameters): "net \(shortCount(parameters))"
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

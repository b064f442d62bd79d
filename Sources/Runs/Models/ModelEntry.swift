import Quickstep

/// What a list says of a model.
public struct ModelEntry: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case mixture
    /// The ideal denoiser of so many images.
    case data(Int)

    /// As lists write it: "mixture", "data 512".
    public var text: String {
      switch self {
      case .mixture: "mixture"
      case .data(let count): "data \(count)"
      }
    }
  }

  /// As written on the command line: a bundled name or a path.
  public let name: String
  public let kind: Kind
  public let title: String
  /// One line.
  public let summary: String
}

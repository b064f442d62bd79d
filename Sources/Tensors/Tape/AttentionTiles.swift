/// Which frames of a video attend to which (Ding et al. 2025, Efficient-vDiT): attention of F frames
/// of n tokens falls into F x F tiles, of which a mask k : (F - k) keeps those of the diagonal, and
/// the rows and columns of k reference frames.
public struct AttentionTiles: Hashable, Sendable {
  /// Where the reference frames are.
  public enum Choice: String, CaseIterable, Sendable {
    /// Spread over all frames from the first on.
    case even
    /// The first ones.
    case first
  }

  /// F, at least 1.
  public let frames: Int
  /// The reference frames, rising; at least one.
  public let references: [Int]

  /// - Parameter k: reference frames, 1 … `frames`.
  public init(frames: Int, references k: Int, _ choice: Choice = .even) {
    precondition(k >= 1 && k <= frames)
    self.frames = frames
    references = (0..<k).map { choice == .even ? $0 * frames / k : $0 }
  }

  /// The other frames, rising.
  public var others: [Int] { (0..<frames).filter { !references.contains($0) } }

  /// The frames that a frame attends to, rising.
  public func kept(by frame: Int) -> [Int] {
    references.contains(frame) ? Array(0..<frames) : (references + [frame]).sorted()
  }

  public func keeps(_ row: Int, _ column: Int) -> Bool {
    row == column || references.contains(row) || references.contains(column)
  }

  /// F² - (F - k)(F - k - 1) = F (2k + 1) - k² - k.
  public var count: Int { frames * frames - others.count * (others.count - 1) }

  /// The share of tiles that are left out, (F - k)(F - k - 1) / F².
  public var sparsity: Double { 1 - Double(count) / Double(frames * frames) }
}

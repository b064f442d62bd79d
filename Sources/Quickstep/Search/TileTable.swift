import Tensors

/// How far what attention makes with a mask is from what it makes whole, over some samples.
public struct TileLoss: Hashable, Sendable {
  /// The sum of the squared differences, and that of the squares of what it makes whole.
  public private(set) var missed, energy: Double

  public init(missed: Double = 0, energy: Double = 0) {
    self.missed = missed
    self.energy = energy
  }

  /// - Parameters:
  ///   - masked: what a layer makes with a mask.
  ///   - whole: what it makes without.
  package init(of masked: [Float], beside whole: [Float]) {
    self.init(
      missed: zip(masked, whole).reduce(0) { sum, pair in
        let difference = Double(pair.0) - Double(pair.1)
        return sum + difference * difference
      },
      energy: whole.reduce(0) { $0 + Double($1) * Double($1) })
  }

  /// The first over the second; 0 where attention makes nothing.
  public var share: Double { energy > 0 ? missed / energy : 0 }

  public static func += (a: inout TileLoss, b: TileLoss) {
    a.missed += b.missed
    a.energy += b.energy
  }
}

extension [TileLoss] {
  /// The place of the first mask whose share is at most r.
  /// - Precondition: these are of a layer, the sparsest mask first and whole attention last.
  package func sparsest(within r: Double) -> Int { firstIndex { $0.share <= r } ?? count - 1 }
}

extension AttentionTiles {
  /// Masks with these numbers of reference frames, the sparsest first, and whole attention.
  package static func candidates(
    _ references: [Int], frames: Int, _ choice: Choice
  ) -> [AttentionTiles] {
    Set(references.filter { $0 < frames } + [frames]).sorted().map {
      AttentionTiles(frames: frames, references: $0, choice)
    }
  }
}

/// The masks that a search for tiles has found, layer by layer, and what they come to together.
public struct TileTable: Hashable, Sendable {
  /// A layer of attention over frames.
  public struct Row: Hashable, Sendable {
    /// Reference frames.
    public let k: Int
    /// Of what the layer makes.
    public let loss: Double
    /// The share of tiles that are kept.
    public let kept: Double
  }

  public let rows: [Row]
  /// The loss of a layer that was allowed.
  public let r: Double
  /// The plan with these masks; `nil` where it came upon NaN or infinity.
  public let found: SearchTrial?
  /// How far it ends from where the plan with whole attention does, over the spread of the samples.
  public let distance: Double
}

extension TileTable {
  /// The share of the tiles of all layers that are kept.
  public var kept: Double {
    rows.isEmpty ? 1 : rows.reduce(0) { $0 + $1.kept } / Double(rows.count)
  }

  /// What it comes to, in one sentence.
  public var sentence: String {
    let worst = rows.map(\.loss).max() ?? 0
    let masks = rows.map { "\($0.k)" }.joined(separator: ", ")
    return "With \(masks) reference frames the layers keep \(brief(100 * kept)) % of their tiles, "
      + "and none loses more than \(brief(100 * worst)) % of what it makes; together they end "
      + "\(brief(100 * distance)) % of the samples' spread from where the whole model does."
  }
}

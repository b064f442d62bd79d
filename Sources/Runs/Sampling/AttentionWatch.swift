import Experiments
import Quickstep
import Tensors

/// What a model of frames attends to at the steps of a run.
struct AttentionWatch: Sendable {
  static let kind = PreviewKind(name: "attention of frames", shortName: "attention")
  /// Samples that are looked at.
  private static let samples = 4

  private let model: any Denoiser
  private let classes: [Int32]
  private let tiles: [AttentionTiles]
  private let kernels: Kernels

  /// - Returns: `nil` for a model without attention over frames.
  init?(_ plan: Plan, _ job: SamplingJob) {
    guard let attention = job.model.attention,
      let tiles = try? plan.tileMasks(of: attention)
    else { return nil }
    model = job.model
    classes = Array(job.classes.prefix(Self.samples))
    self.tiles = tiles
    kernels = job.kernels
  }

  /// Numbers of the states that are looked at.
  var width: Int { classes.count * model.shape.count }

  /// The layers side by side: by frame the share of its attention that each frame gets; tiles that
  /// are kept beside those of the diagonal are marked.
  func preview(_ state: [Double], at level: NoiseLevel) -> Preview {
    let x = AlignedBuffer(count: width)
    for index in 0..<width { x.start[index] = state[index] }
    let layers = model.attentionShares(x, at: level, classes: classes, with: kernels)
    let frames = layers.first?.count ?? 0
    let rows = (0..<frames).map { row in
      Array(layers.map { $0[row] }.joined(separator: [.nan]))
    }
    let marked = tiles.enumerated().flatMap { layer, tiles in
      (0..<frames * frames).compactMap { index -> MatrixPicture.Entry? in
        let (row, column) = index.quotientAndRemainder(dividingBy: frames)
        guard row != column, tiles.keeps(row, column) else { return nil }
        return MatrixPicture.Entry(row: row, column: layer * (frames + 1) + column)
      }
    }
    return .matrix(MatrixPicture(rows, path: marked))
  }
}

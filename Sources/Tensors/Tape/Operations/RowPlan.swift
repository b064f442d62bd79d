/// How the rows of a chain of linear operations are cut; depends on the shapes alone.
struct RowPlan {
  let rows: Int
  /// Rows that go through all stages together.
  let tile: Int
  /// Arithmetic operations for a row.
  let workPerRow: Int
  /// Whether `backward` goes through all stages tile by tile, with sums of its own for every
  /// `chunk` rows; otherwise there is one stage, whose gradients are computed one by one.
  let isTiled: Bool
  let chunk: Int
  /// Numbers of the gradients by all weights and biases.
  let gradientCount: Int
  let sharedByBackward: Int

  var chunkCount: Int { (rows + chunk - 1) / chunk }

  /// Weights that stay in the second level of cache beside a few rows.
  private static let weightLimit = 1 << 17

  /// Whether the weights of all stages together are few enough.
  static func allowsChain(_ stages: [Linear]) -> Bool {
    stages.reduce(0) { $0 + $1.weight.count } <= weightLimit
  }

  init(_ stages: [Linear]) {
    rows = stages[0].rows
    workPerRow = stages.reduce(0) { $0 + 2 * $1.weight.count }
    isTiled = Self.allowsChain(stages)
    gradientCount = stages.reduce(0) { $0 + $1.weight.count + $1.outputs }
    // Multiples of 12 and 6, the rows that kernels compute together.
    tile = stages.count > 1 ? 60 : rows >= 1024 ? 120 : rows >= 224 ? 60 : 36
    let chunks = min(max(rows / 512, 1), 16)
    chunk = (rows + chunks * tile - 1) / (chunks * tile) * tile
    if isTiled {
      sharedByBackward = rows > chunk ? (rows + chunk - 1) / chunk * gradientCount : 0
    } else {
      sharedByBackward = stages[0].activation == .none ? 0 : rows * stages[0].outputs
    }
  }
}

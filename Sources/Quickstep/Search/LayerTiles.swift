import Tensors

/// For each layer of attention over frames the sparsest mask of tiles whose loss is at most r (Ding et
/// al. 2025, Efficient-vDiT, the layer-wise search),
///
///     loss(k) = sum |A_k - A|² / sum |A|²,
///
/// with A what the layer makes whole and A_k with k reference frames, both of what it is given at
/// some steps of the plan with whole attention. Losses of layers compound, so that the plan with all
/// masks is run at the end.
public struct LayerTiles: Search {
  public static let declaration = Declaration(
    "tiles", title: "attention tiles",
    summary: "the sparsest mask of each layer of attention over frames that changes it by little",
    paper:
      "Ding et al. 2025, Efficient-vDiT: Efficient Video Diffusion Transformers With Attention "
      + "Tile",
    knobs: [
      Knob(
        "r", "loss that a layer may have, of what it makes", .real(0...0.5, step: .linear(0.01)),
        default: .real(0.1)),
      Knob(
        "times", "steps at which layers are looked at", .integer(1...100), default: .integer(4)),
      Knob(
        "candidates", "numbers of reference frames to try; those of whole attention always are",
        .integers(1...1024, counts: 1...64), default: .integers([1, 2, 3, 4, 6, 8, 12])),
      Knob(
        "references", "spread evenly over the frames, or the first ones",
        .choice(AttentionTiles.Choice.allCases.map(\.rawValue)),
        default: .word(AttentionTiles.Choice.even.rawValue)),
    ])
  public static let form = SearchForm.tiles

  private let r: Double
  private let times: Int
  private let candidates: [Int]
  private let choice: AttentionTiles.Choice

  private var job: SamplingJob?
  /// The sparsest first.
  private var masks: [AttentionTiles] = []
  /// By layer and mask.
  private var losses: [[TileLoss]] = []

  public init(_ knobs: KnobValues) {
    r = knobs.real("r")
    times = knobs.integer("times")
    candidates = knobs.integers("candidates")
    choice = knobs.choice("references")
  }

  public func statesKept(steps: Int) -> Int { 6 + 2 * steps }

  public func obstacle(
    _ plan: Plan, parts: [String], attention: FrameAttention?
  ) -> (any Error)? {
    if plan.skip != Skips.none { return SearchError.stepsVary(Self.declaration.name) }
    return attention == nil ? SamplingError.noFrames(model: plan.model.name) : nil
  }

  public mutating func step(_ run: SearchContext) throws -> Bool {
    guard let job else {
      try begin(run)
      return true
    }
    let teacher = try run.teacher(run.plan.solver, steps: run.plan.steps)
    let i = teacher.states.count - 1, N = job.grid.steps.count
    if (0..<times).contains(where: { $0 * N / times == i }), i < N {
      look(at: teacher.states[i], job.grid.steps[i].from, job, run)
    }
    if try run.follow(teacher) { return true }
    try finish(teacher.states[i], run)
    return false
  }

  private mutating func begin(_ run: SearchContext) throws {
    run.rest()
    var whole = run.plan
    whole.tiles = TileMasks.none
    let job = try run.bench.job(whole)
    guard let attention = job.model.attention else {
      throw SamplingError.noFrames(model: run.plan.model.name)
    }
    masks = AttentionTiles.candidates(candidates, frames: attention.frames, choice)
    losses = Array(
      repeating: Array(repeating: TileLoss(), count: masks.count), count: attention.layers)
    self.job = job
  }

  private mutating func look(
    at x: [Double], _ level: NoiseLevel, _ job: SamplingJob, _ run: SearchContext
  ) {
    let found = job.model.tileLosses(
      AlignedBuffer(x), at: level, classes: job.classes, masks: masks, with: job.kernels)
    for layer in losses.indices {
      for mask in masks.indices { losses[layer][mask] += found[layer][mask] }
    }
    run.bench.count(1)
  }

  /// Runs the plan with the masks that were found.
  private func finish(_ end: [Double], _ run: SearchContext) throws {
    let rows = losses.map { layer in
      let place = layer.sparsest(within: r)
      return TileTable.Row(
        k: masks[place].references.count, loss: layer[place].share,
        kept: 1 - masks[place].sparsity)
    }
    var plan = run.plan
    plan.tiles = TileMasks(rows.map(\.k), choice).description
    let found = try run.end(of: plan)
    if let found { run.keep(found.trial) }
    let spread = run.bench.reference.spread
    run.tiles = TileTable(
      rows: rows, r: r, found: found?.trial,
      distance: found.map {
        rootMeanSquareDistance($0.end, end) / (spread > 0 ? spread : 1)
      } ?? .infinity)
  }
}

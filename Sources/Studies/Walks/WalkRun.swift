import Experiments
import Tensors

/// Tokens that walk on their own, each by its own random numbers: the numbers of a token's move are
/// a function of seed, token and move, so that neither threads nor records change a walk.
public struct WalkRun: Experiment {
  public let outline: RunOutline

  /// The task that is walked now.
  private var task: WalkTask
  /// Tasks that are still to go on, each after a move.
  private var turns: [(end: Int, next: WalkTask)]
  private let limit: Double
  private let equipment: Equipment
  private var tokens: [Token] = []
  /// Estimates of the first tokens, record by record.
  private var curves: [[SIMD2<Double>]] = []

  /// Moves whose random numbers are drawn together.
  private static let block = 64
  private static let mostCurves = 8

  private enum Purpose: UInt32 { case start, move }

  /// - Parameter legs: tasks that take the first moves, each up to one.
  init(_ task: WalkTask, after legs: [(task: WalkTask, end: Int)], with equipment: Equipment) {
    let tasks = legs.map(\.task) + [task]
    self.task = tasks[0]
    turns = zip(legs, tasks.dropFirst()).map { ($0.end, $1) }
    limit = task.limit
    self.equipment = equipment
    var outline = task.outline
    outline.forks = legs.map(\.end)
    self.outline = outline
  }

  /// - Throws: `CancellationError` soon after the run was cancelled.
  public mutating func next() throws -> RunRecord? {
    if tokens.isEmpty {
      start()
    } else {
      let n = tokens[0].moves
      while let turn = turns.first, turn.end == n {
        turns.removeFirst()
        task = turn.next
      }
      guard n < task.plan.moves else { return nil }
      let record = (n / outline.recordStride + 1) * outline.recordStride
      try walk(to: min(record, turns.first?.end ?? task.plan.moves))
    }
    let n = tokens[0].moves
    if n > 0 {
      for index in curves.indices { curves[index].append([Double(n), tokens[index].theta]) }
    }
    return RunRecord(step: n, values: measures.values, spent: n * tokens.count)
  }

  private var measures: WalkMeasures { WalkMeasures(task: task, limit: limit, tokens: tokens) }

  private mutating func start() {
    let count = task.plan.tokens
    let key = NoiseKey(seed: task.plan.seed, step: 0, purpose: Purpose.start.rawValue)
    var uniforms = Array(repeating: 0.0, count: count)
    uniforms.withUnsafeMutableBufferPointer {
      equipment.kernels.fillUniforms($0, samples: 0..<UInt32(count), key: key)
    }
    let places = Double(task.graph.places.count)
    tokens = uniforms.map { Token(on: task.graph, at: Int($0 * places)) }
    curves = Array(repeating: [], count: min(count, Self.mostCurves))
  }

  private mutating func walk(to end: Int) throws {
    var n = tokens[0].moves
    while n < end {
      if equipment.isCancelled() { throw CancellationError() }
      let block = n / Self.block
      let next = min(end, (block + 1) * Self.block)
      walk(n - block * Self.block..<next - block * Self.block, of: block)
      n = next
    }
  }

  /// Some moves of one block, of every token.
  private mutating func walk(_ moves: Range<Int>, of block: Int) {
    let key = NoiseKey(
      seed: task.plan.seed, step: UInt32(block), purpose: Purpose.move.rawValue)
    let (task, kernels) = (task, equipment.kernels)
    tokens.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let tokens = buffer
      kernels.pool.parallelFor(tokens.count) { index in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { uniforms in
          kernels.fillUniforms(uniforms, samples: CollectionOfOne(UInt32(index)), key: key)
          task.walker.walk(&tokens[index], by: uniforms[moves], on: task.graph, task.gains)
        }
      }
    }
  }
}

extension WalkRun {
  public func previews(most: Int) -> [Preview?] {
    guard let token = tokens.first else { return [nil, nil] }
    let picture = GraphPicture(
      places: task.graph.places, edges: task.graph.edges,
      fills: zip(token.x, task.graph.mu).map { $0 / $1 }, trail: token.trail, caption: "x/mu")
    return [.graph(picture), estimates(most)]
  }

  /// The way of the first tokens' estimates to the truth.
  private func estimates(_ most: Int) -> Preview? {
    guard let last = curves.first?.last?.x else { return nil }
    let truth = task.graph.truth
    let shown = curves.prefix(max(1, most)).enumerated().map { Curve("token \($0 + 1)", $1) }
    return .curves([Curve("exact", [[0, truth], [last, truth]])] + shown)
  }

  public func scores(_ names: Set<String>?) throws -> [Score] {
    guard !tokens.isEmpty else { return [] }
    return measures.scores.filter { names?.contains($0.statistic.name) ?? true }
  }

  /// The means that the walkers have found.
  public func products() -> [Product] {
    tokens.isEmpty ? [] : [Product("means", shape: [tokens.count], tokens.map(\.theta))]
  }
}

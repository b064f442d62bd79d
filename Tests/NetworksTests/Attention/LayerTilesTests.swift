import Experiments
import Networks
import Quickstep
import Tensors
import Testing

/// The search for the masks of attention over frames.
@Suite struct LayerTilesTests {
  /// The more a layer may lose, the fewer tiles it keeps; where it may lose nothing, it keeps all and
  /// ends where the whole model does.
  @Test func masksFollowTheLossAllowed() throws {
    let tables = try [0, 0.01, 0.05, 0.2, 0.5].map(found)
    #expect(tables[0].kept == 1 && tables[0].rows.allSatisfy { $0.loss == 0 })
    #expect(tables[0].distance < 1e-6)
    for (strict, loose) in zip(tables, tables.dropFirst()) {
      #expect(zip(strict.rows, loose.rows).allSatisfy { $0.k >= $1.k })
      #expect(loose.rows.allSatisfy { $0.loss <= loose.r })
    }
    let last = tables[4]
    #expect(last.kept < 1 && last.distance > 0)
    #expect(last.found?.plan.tiles == TileMasks(last.rows.map(\.k)).description)
  }

  /// Losses are those of attention alone, of what a layer is given.
  @Test func lossesAreOfWhatLayersAreGiven() throws {
    let model = try FrameTransformerTests.model(FrameTransformerTests.layers())
    let masks = (1...4).map { AttentionTiles(frames: 4, references: $0) }
    let x = AlignedBuffer(repeatableNumbers(20 * 96, seed: 5).map(Double.init))
    let losses = model.tileLosses(
      x, at: NoiseLevel(t: 0.5, alpha: 0.5, sigma: 0.5),
      classes: Array(repeating: anyClass, count: 20), masks: masks, with: oneThread)
    #expect(losses.count == 2)
    for layer in losses {
      #expect(layer.allSatisfy { $0.energy == layer[0].energy && $0.energy > 0 })
      #expect(layer.map(\.share) == layer.map(\.share).sorted(by: >) && layer[3].missed == 0)
    }
  }

  private func found(_ r: Double) throws -> TileTable {
    let model = try FrameTransformerTests.model(FrameTransformerTests.layers())
    let plan = Plan(
      schedule: Choice("flow"), grid: Choice("uniform-t"), solver: Choice("euler"), steps: 4,
      seed: 1, batch: 4)
    let context = SearchContext(
      plan, bench: try SearchBench(plan, model: model, with: oneThread))
    var search = try searches.make(Choice("tiles", ["r": .real(r), "times": .integer(2)]))
    while try search.step(context) {}
    return try #require(context.tiles)
  }
}

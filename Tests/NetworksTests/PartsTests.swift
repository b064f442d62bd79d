import Files
import Networks
import Quickstep
import Tensors
import Testing

/// Parts of networks that can be left out.
@Suite struct PartsTests {
  @Test func layersOfOneFormHaveNames() throws {
    let names = try ModelTests.configurations().map { try UNet2D($0).parts }
    #expect(
      names[0] == [
        "down.0.res.0", "down.1.attn.0", "mid.res.0", "mid.attn.0", "mid.res.1", "up.0.attn.0",
        "up.0.attn.1",
      ])
    #expect(names.allSatisfy { Set($0).count == $0.count })
    let points = PointNetwork(
      NetworkDocument.Layers(dimensions: 2, widths: [16, 16, 24, 24, 24], timeFeatures: 8),
      classCount: 0)
    #expect(points.parts == ["hidden.1", "hidden.3", "hidden.4"])
  }

  /// A layer whose last weights are zero adds nothing to what it is given.
  @Test(arguments: [
    ("down.0.res.0", "down_blocks.0.resnets.0.conv2"),
    ("mid.attn.0", "mid_block.attentions.0.to_out.0"),
    ("up.0.attn.1", "up_blocks.0.attentions.1.to_out.0"),
  ]) func whatIsLeftOutAddsNothing(part: String, layer: String) throws {
    let network = try UNet2D(.small)
    let weights = repeatableWeights(network)
    func model() throws -> NetworkModel {
      try NetworkModel(
        network, weights, NetworkProcess(.flow), shape: .picture(width: 12, height: 8, channels: 3),
        classes: .empty)
    }
    let whole = try model()
    let without = try #require(whole.trimmed(of: [part]) as? NetworkModel)
    let left = ModelTests.evaluate(without, 0..<3)
    #expect(left != ModelTests.evaluate(whole, 0..<3))
    #expect(without.parts == whole.parts.filter { $0 != part })
    for name in ["\(layer).weight", "\(layer).bias"] {
      let parameter = weights[name]
      for place in 0..<parameter.count { parameter.values.start[place] = 0 }
    }
    let zeroed = try model()
    #expect(ModelTests.evaluate(zeroed, 0..<3) == left)
  }

  @Test func bitsDependOnNeitherThreadsNorSplit() throws {
    for configuration in ModelTests.configurations() {
      let whole = try ModelTests.model(configuration)
      let without = try #require(whole.trimmed(of: Set(whole.parts)) as? NetworkModel)
      #expect(without.parts.isEmpty)
      let all = ModelTests.evaluate(without, 0..<5)
      #expect(all.allSatisfy { $0.isFinite })
      #expect(
        ModelTests.evaluate(without, 0..<2) + ModelTests.evaluate(without, 2..<5) == all)
    }
  }
}

import Quickstep
import Tensors
import Testing

/// The word `tiles`.
@Suite struct TileMasksTests {
  @Test(arguments: ["none", "2", "1,1,2,4", "first:3", "first:1,8"])
  func whatIsReadIsWritten(text: String) throws {
    #expect(try #require(TileMasks(text)).description == text)
  }

  @Test(arguments: ["", "0", "-1", "1,", "1,,2", "two", "even:2", "first", "first:", "1:2", "1;2"])
  func otherTextsAreNotRead(text: String) {
    #expect(TileMasks(text) == nil)
    var plan = Plan()
    plan.tiles = text
    #expect(throws: SamplingError.tiles(text)) { try plan.tileMasks() }
  }

  @Test func masksFitTheModel() throws {
    let attention = FrameAttention(frames: 8, layers: 3)
    func masks(_ text: String) throws -> [AttentionTiles] {
      try #require(TileMasks(text)).masks(of: attention)
    }
    #expect(try masks("none") == [])
    #expect(try masks("2") == Array(repeating: AttentionTiles(frames: 8, references: 2), count: 3))
    #expect(try masks("1,2,8").map(\.count) == [22, 34, 64])
    #expect(try masks("first:2")[0].references == [0, 1])
    #expect(throws: SamplingError.tooManyReferences(9, frames: 8)) { try masks("9") }
    #expect(throws: SamplingError.otherLayers(2, layers: 3)) { try masks("1,2") }
  }

  /// A model without frames takes no masks.
  @Test func otherModelsRefuseMasks() {
    var plan = Plan(model: Choice("ring"), batch: 2)
    plan.tiles = "2"
    #expect(throws: SamplingError.noFrames(model: "ring")) { try plan.tileMasks(of: nil) }
  }
}

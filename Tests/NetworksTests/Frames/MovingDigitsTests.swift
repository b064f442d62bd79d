import Files
import Networks
import Testing

/// Clips of digits on the move.
@Suite struct MovingDigitsTests {
  private static let clips = try! MovingDigits().clips(64)

  /// The first clips are the same whatever their number; other seeds move otherwise.
  @Test func aClipFollowsFromSeedAndIndex() throws {
    let clips = Self.clips
    #expect([clips.width, clips.height, clips.channels, clips.count] == [128, 16, 1, 64])
    let few = try MovingDigits().clips(5)
    #expect(few.pixels[...] == clips.pixels.prefix(few.pixels.count))
    #expect(few.labels == clips.labels.map { Array($0.prefix(5)) })
    #expect(try MovingDigits(seed: 2).clips(5).pixels != few.pixels)
  }

  /// No frame loses any of its digit: between pixels, levels are rounded and nothing more.
  @Test func digitsStayWhole() {
    let size = 16 * 128
    for clip in 0..<Self.clips.count {
      let sums = (0..<8).map { frame in
        (0..<16).reduce(0) { sum, row in
          let first = clip * size + row * 128 + frame * 16
          return sum + Self.clips.pixels[first..<first + 16].reduce(0) { $0 + Int($1) }
        }
      }
      let spread = sums.max()! - sums.min()!
      #expect(sums[0] > 1000 && spread < 60, "clip \(clip): \(sums)")
    }
  }

  /// Digits move.
  @Test func framesDiffer() {
    func frame(_ clip: Int, _ frame: Int) -> [UInt8] {
      (0..<16).flatMap { row in
        let first = clip * 2048 + row * 128 + frame * 16
        return Array(Self.clips.pixels[first..<first + 16])
      }
    }
    for clip in 0..<Self.clips.count {
      #expect((1..<8).allSatisfy { frame(clip, $0) != frame(clip, $0 - 1) }, "clip \(clip)")
    }
  }
}

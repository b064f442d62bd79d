import Screen
import Testing

/// What a frame takes over from the one before, and when the next is due.
@Suite struct TakenOverTests {
  @Test func aPictureIsTakenOverWhereNothingChanged() throws {
    let display = DisplayCapabilities(
      colorDepth: .trueColor, glyphs: .braille, graphics: .sixel)
    let image = Image.color(noise(9, 9))
    let scatter = Scatter(points: [SIMD2(0, 0)], view: ViewBox(x: -1...1, y: -1...1))
    for mode in [PictureMode.sixel, .kitty] {
      let surface = PictureSurface(mode: mode, display: display, theme: telltale)
      func drawn(_ before: [PlacedPicture], _ draw: (Rect, inout Frame) -> Void) -> [UInt8] {
        frame(20, 10) { rect, frame in
          frame.before = before
          draw(rect, &frame)
        }.pictures[0].bytes
      }
      func plot(_ rect: Rect, _ frame: inout Frame) { surface.draw(scatter, in: rect, of: &frame) }
      func picture(_ rect: Rect, _ frame: inout Frame) { surface.draw(image, in: rect, of: &frame) }
      for (draw, other) in [(plot, picture), (picture, plot)] {
        var before = frame(20, 10, draw).pictures
        before[0].bytes = [1]
        #expect(drawn(before, draw) == [1])
        #expect(drawn(before, other) == drawn([], other))
        #expect(drawn(before) { draw($0.inner, &$1) } == drawn([]) { draw($0.inner, &$1) })
      }
    }
  }

  @Test func theNextFrameIsDueLaterUnlessHurried() {
    var pace = FramePace(processors: 1)
    #expect(pace.delay(at: 0) == 0)
    pace.painted(since: FramePace.clock)
    #expect(pace.delay(at: 0) > 1.0 / 30)
    #expect(pace.delay(at: .infinity) == 0)
    pace.hurry()
    #expect(pace.delay(at: 0) == 0)
  }
}

import Runs
import Testing

@Suite struct PreviewPaceTests {
  /// When a training with steps and previews that take so long shows previews.
  private func previews(
    stride: Int, step: Double, preview: Double, until end: Double
  ) -> [(step: Int, time: Double)] {
    var pace = PreviewPace(stride: stride, now: 0)
    var now = 0.0
    var shown: [(step: Int, time: Double)] = []
    var number = 0
    while now < end {
      now += step
      number += 1
      guard pace.isDue(step: number, now: now) else { continue }
      pace.shown(from: now, to: now + preview)
      shown.append((number, now))
      now += preview
    }
    return shown
  }

  @Test(arguments: [0.001, 0.1, 0.9]) func previewsBeginInTheFirstSeconds(step: Double) {
    let shown = previews(stride: 1_000_000, step: step, preview: 0.01, until: 20)
    #expect(shown[0].time <= 1 + step + 1e-9)
    #expect(shown.count >= 5)
  }

  @Test func everyStrideHasOneHoweverFast() {
    let shown = previews(stride: 50, step: 1e-4, preview: 0, until: 0.9)
    #expect(shown.map(\.step) == Array(stride(from: 50, through: 9000, by: 50)))
  }

  /// A month of training shows a few dozen more, and slow previews take a sixth of the time at most.
  @Test func previewsByTheClockAreFew() {
    let month = 30.0 * 86_400
    let long = previews(stride: .max, step: 1, preview: 0.5, until: month)
    #expect(long.count <= PreviewPace.mostByClock)
    for preview in [0.1, 3, 20] {
      let shown = previews(stride: .max, step: 0.05, preview: preview, until: 3000)
      for (index, one) in shown.enumerated().dropFirst() {
        #expect(Double(index) * preview <= one.time / 6 + preview)
      }
    }
  }
}

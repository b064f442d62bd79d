import Terminal
import Testing

@Suite struct LinkMeterTests {
  /// Sends frames over a link of so many bytes a second whose way takes so long, each as soon as the
  /// meter lets it.
  /// - Returns: the meter, and the share of the time in which the link was used.
  static func meter(
    _ rate: Int, way: Int, frames: Int = 40, size: Int = 2000
  ) -> (meter: LinkMeter, use: Double) {
    var meter = LinkMeter()
    var now = 0, used = 0
    // A short frame shows how long the way is.
    _ = meter.send(10, now: now)
    now += way
    meter.answer(now: now)
    let begin = now
    for _ in 0..<frames {
      let duration = size * 1000 / rate
      let isAsked = meter.send(size, now: now)
      #expect(isAsked)
      #expect(meter.delay(now: now) > 0)
      now += duration + way
      used += duration
      meter.answer(now: now)
      now += meter.delay(now: now)
    }
    return (meter, Double(used) / Double(now - begin))
  }

  func expect(_ isAsked: Bool, _ expected: Bool) { #expect(isAsked == expected) }

  @Test func theRateIsTheLinks() {
    for rate in [5_000, 50_000, 500_000] {
      for way in [0, 1, 100] {
        let (meter, use) = Self.meter(rate, way: way)
        #expect(meter.bytesPerSecond > 0.8 * Double(rate), "\(rate) \(way)")
        #expect(meter.bytesPerSecond < 1.5 * Double(rate), "\(rate) \(way)")
        // Half of the time is left for keys, to the millisecond.
        #expect(use <= 0.6)
      }
    }
  }

  @Test func framesThatNobodyWaitedForAreOneToTheLink() {
    var meter = LinkMeter()
    expect(meter.send(100, now: 0), true)
    expect(meter.send(100, now: 5), false)
    meter.answer(now: 10)
    #expect(!meter.isAwaited)
    expect(meter.send(0, now: 11), false)
  }

  @Test func aTerminalThatDoesNotAnswerIsNotAskedAgain() {
    var meter = LinkMeter()
    expect(meter.send(100, now: 0), true)
    meter.expire(now: 2999)
    #expect(meter.isAwaited)
    meter.expire(now: 3000)
    #expect(!meter.isAwaited && meter.delay(now: 3000) == 0)
    expect(meter.send(100, now: 3001), false)
    // An answer that nobody waits for changes nothing.
    let before = meter.bytesPerSecond
    meter.answer(now: 3002)
    #expect(meter.bytesPerSecond == before)
  }
}

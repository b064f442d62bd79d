import Experiments
import Glibc
import Testing

@testable import Experiments

struct FrontTests {
  private func point(_ budget: Int, _ draws: [Double], spread: Double = 0) -> Front.Point {
    Front.Point(
      budget: budget,
      score: CellScore(
        draws.map {
          Trial.Measured(
            value: Estimate(mean: $0, spread: spread), floor: nil, better: .lower)
        }))
  }

  @Test func cellsThatNobodyBeats() {
    let points = [point(4, [1]), point(6, [0.5]), point(6, [0.8]), point(8, [0.6]), nil]
    #expect(Front.memberships(points) == [.on, .on, .off, .off, nil])
    #expect(Front.undecided(points).isEmpty)
  }

  @Test func whatChanceMayHaveDoneIsOpen() {
    let points = [point(4, [1], spread: 0.2), point(6, [0.9], spread: 0.2), point(8, [9])]
    #expect(Front.memberships(points) == [.on, .uncertain, .off])
    #expect(Front.undecided(points) == [0, 1])
  }

  @Test func quantiles() {
    // Tables of Student's distribution, .9995 of one side.
    let table: [(Int, Double)] = [
      (1, 636.62), (2, 31.599), (4, 8.610), (7, 5.408), (10, 4.587), (30, 3.646),
    ]
    for (degrees, value) in table {
      #expect(abs(Front.studentQuantile(degrees: degrees) / value - 1) < 0.02)
    }
  }

  /// Four cells of which two are on the front, and one that is as good as another: with three seeds
  /// each and more where that decides something, membership that is told is right.
  @Test func membershipIsRight() {
    var random = Lehmer(state: 7)
    let truths: [(Int, Double)] = [(4, 1), (6, 0.7), (8, 0.72), (10, 0.5), (12, 0.5), (14, 0.9)]
    var right = 0
    for _ in 0..<100 {
      var draws = truths.map { _ in [Double]() }
      func spend(_ cells: some Sequence<Int>, _ seeds: Int) {
        for cell in cells {
          while draws[cell].count < seeds {
            draws[cell].append(truths[cell].1 + 0.05 * random.normal())
          }
        }
      }
      spend(truths.indices, 3)
      func points() -> [Front.Point?] { zip(truths, draws).map { point($0.0, $1) } }
      var seeds = 3
      while seeds < 24 {
        seeds += 3
        spend(Front.undecided(points()), seeds)
      }
      let expected: [Front.Membership?] = [.on, .on, .off, .on, .off, .off]
      let isRight = zip(Front.memberships(points()), expected).allSatisfy { found, truth in
        found == truth || found == .uncertain
      }
      if isRight { right += 1 }
    }
    #expect(right >= 95)
  }
}

/// Random numbers that are the same everywhere.
private struct Lehmer {
  var state: UInt64

  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 11) + 0.5) / Double(1 << 53)
  }

  mutating func normal() -> Double { sqrt(-2 * log(uniform())) * cos(2 * .pi * uniform()) }
}

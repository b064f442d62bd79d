import Testing

@testable import Quickstep

/// The programme beside all ways there are.
@Suite struct StepProgrammeTests {
  /// Costs of 12 intervals without any order to them.
  private static func costs(seed: UInt64) -> [[Double]] {
    var random = SplitMix(state: seed)
    var c = Array(repeating: Array(repeating: Double.infinity, count: 13), count: 13)
    for i in 0..<12 {
      for j in i + 1...12 {
        let length = Double(j - i)
        c[i][j] = Double.random(in: 0...1, using: &random) * length * length
      }
    }
    return c
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 8, 12], [1, 1.15])
  func theCheapestOfAllWaysIsFound(steps: Int, gamma: Double) {
    for seed in 1...5 {
      let c = Self.costs(seed: UInt64(seed))
      let programme = StepProgramme(c, steps: steps, gamma: gamma)
      let path = programme.path(steps: steps)
      let best = Self.ways(steps).min { Self.cost($0, c, gamma) < Self.cost($1, c, gamma) }!
      #expect(path == best)
      #expect(abs(Self.cost(path, c, gamma) - programme.cost(steps: steps)) < 1e-12)
    }
  }

  /// A shorter way is a part of the same programme.
  @Test func oneProgrammeKnowsAllNumbersOfSteps() {
    let c = Self.costs(seed: 3)
    let programme = StepProgramme(c, steps: 12)
    for steps in 1...12 {
      #expect(
        programme.path(steps: steps) == StepProgramme(c, steps: steps).path(steps: steps))
    }
    #expect(programme.path(steps: 12) == Array(0...12))
  }

  /// All ways from knot 0 to knot 12.
  private static func ways(_ steps: Int) -> [[Int]] {
    choices(of: steps - 1, from: 1..<12).map { [0] + $0 + [12] }
  }

  private static func cost(_ path: [Int], _ c: [[Double]], _ gamma: Double) -> Double {
    zip(path, path.dropFirst()).reversed().reduce(0) { c[$1.0][$1.1] + gamma * $0 }
  }
}

/// All sorted choices of some numbers.
func choices(of count: Int, from range: Range<Int>) -> [[Int]] {
  guard count > 0 else { return [[]] }
  return range.flatMap { first in
    choices(of: count - 1, from: first + 1..<max(first + 1, range.upperBound)).map { [first] + $0 }
  }
}

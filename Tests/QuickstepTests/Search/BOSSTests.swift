import Glibc
import Testing

@testable import Quickstep

@Suite struct BOSSTests {
  /// Equal steps of the straight path's time, as levels written by hand.
  private static func evenGrid(_ count: Int) -> Choice {
    let sigmas = (0...count).map { Double(count - $0) / Double($0) }
    return Choice("list", ["sigmas": .list(sigmas)])
  }

  private static func plan(steps: Int, fine: Int, batch: Int) -> Plan {
    Plan(
      schedule: Choice("flow"), grid: evenGrid(fine), solver: Choice("euler"), steps: steps,
      seed: 1,
      batch: batch)
  }

  /// 13 knots, eight modes of radius 2 and 16 given noises.
  @Test(arguments: [
    (2, [0, 6, 12], 0.29231532), (3, [0, 5, 8, 12], 0.10197879),
    (4, [0, 4, 6, 9, 12], 0.03599839), (6, [0, 2, 4, 6, 8, 10, 12], 0.00826480),
  ]) func theRecordedPathsAreFound(steps: Int, path: [Int], cost: Double) throws {
    let noise = (0..<16).flatMap { [cos(Double($0)), sin(Double(2 * $0 + 1))] }
    let context = try Searching.context(
      Self.plan(steps: steps, fine: 12, batch: 16), on: GaussianMixture.ring8(),
      noise: .started(noise, seed: 1))
    try Searching.search(Choice("boss", ["fine": .integer(12)]), context, comparing: false)
    let picture = try #require(context.picture)
    #expect(picture.path.map(\.row) + [picture.path.last!.column] == path)
    let sum = picture.path.reduce(0) { $0 + picture.rows[$1.row][$1.column] }
    #expect(abs(sum - cost) < 1e-8)
    #expect(context.bench.evaluations == 12 + steps)
  }

  /// The sum of local errors is no larger than that of equal steps, and on a tight ring the end is
  /// nearer by a factor of 1.5 at least.
  @Test(arguments: [2, 4, 6, 10]) func aTightRingIsReachedBetter(steps: Int) throws {
    let context = try Searching.context(
      Self.plan(steps: steps, fine: 60, batch: 128), on: Searching.tightRing)
    try Searching.search(Choice("boss", ["fine": .integer(60)]), context, comparing: false)
    let picture = try #require(context.picture)
    let even = (0...steps).map { $0 * 60 / steps }
    func cost(_ knots: [Int]) -> Double {
      zip(knots, knots.dropFirst()).reduce(0) { $0 + picture.rows[$1.0][$1.1] }
    }
    let knots = picture.path.map(\.row) + [60]
    #expect(cost(knots) <= cost(even) * (1 + 1e-12))
    let best = try #require(context.best)
    var plan = best.plan
    plan.grid = Self.evenGrid(steps)
    let errors = try Searching.errors(of: [best.plan, plan], seed: 2, on: Searching.tightRing)
    #expect(errors[0] < errors[1] / 1.5, "\(errors)")
  }
}

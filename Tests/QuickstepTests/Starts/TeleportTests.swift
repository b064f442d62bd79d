import Glibc
import Quickstep
import Tensors
import Testing

@Suite struct TeleportTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// How far the start is from the exact path of its noise, root mean square.
  private func error(
    _ model: any ExactModel, _ schedule: String, sigma: Double, seed: UInt64 = 7
  ) throws -> Double {
    let plan = Plan(
      schedule: Choice(schedule), grid: Choice("uniform-t"), seed: seed, batch: 32,
      start: Choice("teleport", ["sigma": .real(sigma)]))
    var job = try plan.job(model: model, with: kernels)
    let start = Sampler(job).state
    let origin = try #require(job.startOrigin)
    job.grid = Grid(levels: [origin.level, job.grid.levels[0]])
    let path = try ExactPath.solve(job, from: origin.state) { false }
    return rootMeanSquareDistance(start, path[1])
  }

  /// Data that are Gaussian lose nothing.
  @Test(arguments: ["edm", "vp-linear", "scaled-linear", "flow", "cosine"])
  func aGaussianIsTeleportedExactly(schedule: String) throws {
    let model = GaussianMixture(components: [
      GaussianMixture.Component(weight: 1, mean: [1, -2, 0.5], deviation: 0.7)
    ])
    for sigma in [5, 1, 0.2] {
      #expect(try error(model, schedule, sigma: sigma) < 1e-8, "sigma \(sigma)")
    }
  }

  @Test(arguments: ["edm", "flow"]) func theErrorGrowsWithWhatIsSkipped(schedule: String) throws {
    let ring = ModesOnRing.eight
    let errors = try [20, 5, 2, 0.5].map { try error(ring, schedule, sigma: $0) }
    #expect(zip(errors, errors.dropFirst()).allSatisfy { $0 < $1 }, "\(errors)")
    #expect(errors[0] < 0.01 && errors[3] > 0.1, "\(errors)")
  }

  /// The mean of a class and its own axes.
  @Test func classesHaveTheirOwnGaussians() throws {
    let model = GaussianMixture(
      components: (0..<2).map { k in
        GaussianMixture.Component(
          weight: 0.5, mean: [k == 0 ? -6 : 6, 0], deviation: k == 0 ? 0.2 : 1, classIndex: k)
      }, classNames: ["left", "right"])
    var plan = Plan(
      grid: Choice("uniform-t"), batch: 16, start: Choice("teleport", ["sigma": .real(1)]))
    plan.classes = .each
    let start = Sampler(try plan.job(model: model, with: kernels)).state
    for row in 0..<16 { #expect((start[2 * row] < 0) == row.isMultiple(of: 2)) }
  }

  /// As many steps as were asked for, from the level on.
  @Test(arguments: gridRules.declarations.map(\.name))
  func stepsLieBelowTheStart(grid: String) throws {
    guard grid != "list" else { return }
    var plan = Plan(
      grid: Choice(grid), steps: 7, start: Choice("teleport", ["sigma": .real(5)]))
    let levels = try plan.makeGrid().grid.levels
    #expect(levels.count == 8)
    #expect(abs(levels[0].rho - 5) < 1e-6 || levels[0].rho < 5)
    plan.schedule = Choice("scaled-linear")
    guard let table = try? plan.makeGrid() else { return }
    #expect(table.grid.levels.count == 8 && table.grid.levels[0].rho < 5.1)
  }

  @Test func levelsByHandSayWhereRunsBegin() throws {
    var plan = Plan(grid: Choice("list"), start: Choice("teleport"))
    plan.settle(after: "grid")
    #expect(try plan.makeGrid().grid.levels.map(\.rho) == [80, 24, 8, 2.5, 0.8, 0.25, 0])
  }
}

enum ModesOnRing {
  static let eight = ring(radius: 2, deviation: 0.15)

  static func ring(radius: Double, deviation: Double) -> GaussianMixture {
    GaussianMixture(
      components: (0..<8).map { k in
        let angle = Double(k) * .pi / 4
        return GaussianMixture.Component(
          weight: 0.125, mean: [radius * cos(angle), radius * sin(angle)], deviation: deviation)
      })
  }
}

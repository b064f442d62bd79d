import Glibc
import Quickstep
import Tensors
import Testing

/// Measured on a ring of radius 2 with modes of deviation 0.08, 400 targets at lambda 1/2.
@Suite struct OptimalTransportTests {
  private static let deviation = 0.08
  private let kernels = Kernels(pool: ThreadPool(threads: 1))
  private let ring = ModesOnRing.ring(radius: 2, deviation: deviation)

  private func job(_ start: Choice, steps: Int, batch: Int = 2000) throws -> SamplingJob {
    let plan = Plan(
      schedule: Choice("vp-linear"), solver: Choice("euler"), steps: steps, batch: batch,
      start: start)
    return try plan.job(model: ring, with: kernels)
  }

  /// The share of samples farther than four deviations from every mode.
  private func mixture(_ job: SamplingJob) throws -> Double {
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    let points = sampler.state
    let lost = stride(from: 0, to: points.count, by: 2).count { i in
      ring.components.allSatisfy {
        hypot(points[i] - $0.mean[0], points[i + 1] - $0.mean[1]) > 4 * Self.deviation
      }
    }
    return Double(lost) / Double(points.count / 2)
  }

  @Test func fewerSamplesLieBetweenTheModes() throws {
    var learned = try job(Choice("dpm-ot"), steps: 3)
    let map = try #require(try learned.startMap { _ in })
    for steps in [3, 5] {
      learned = try job(Choice("dpm-ot"), steps: steps)
      learned.startSource = .given(map)
      let plain = try mixture(job(Choice("noise"), steps: steps))
      let moved = try mixture(learned)
      #expect(moved <= plain / 10, "\(steps) steps: \(moved) of \(plain)")
    }
    let facts = Dictionary(uniqueKeysWithValues: map.facts.map { ($0.name, $0.value) })
    #expect(try #require(facts["empty"]) < 40)
    #expect(try #require(facts["share"]) < 0.02)
    #expect(try #require(facts["|g|"]) < 0.02)
  }

  /// The map moves noise no farther than 1.15 times the best pairing of as many noises and targets.
  @Test func theMapIsNearlyOptimal() throws {
    let n = 400
    let job = try job(Choice("dpm-ot"), steps: 3, batch: n)
    let map = try #require(try job.startMap { _ in })
    let cost = try #require(map.facts.first { $0.name == "cost" }?.value)
    var plain = job
    plain.start = PureNoise(knobs: [:])
    let noise = Sampler(plain).state
    // Other targets of the same distribution.
    let level = job.grid.levels[0]
    let data = ring.trueSamples(classes: job.classes, seed: 99, with: kernels)
    plain.noise = .seed(99)
    let more = Sampler(plain).state
    let targets = data.indices.map { level.alpha * data[$0] + level.sigma * more[$0] }
    let best =
      assignment(n) { i, j in
        let x = noise[2 * i] - targets[2 * j], y = noise[2 * i + 1] - targets[2 * j + 1]
        return x * x + y * y
      } / Double(n)
    #expect(cost <= 1.15 * best, "\(cost) of \(best)")
    #expect(best < 1)
  }

  @Test func everyTargetIsASample() throws {
    let job = try job(quickTransport, steps: 3, batch: 500)
    let start = Sampler(job).state
    let places = Set(stride(from: 0, to: start.count, by: 2).map { [start[$0], start[$0 + 1]] })
    #expect(places.count <= 50)
    var renewed = quickTransport
    renewed.knobs["renew"] = .real(0.5)
    let fresh = Sampler(try self.job(renewed, steps: 3, batch: 500)).state
    #expect(Set(fresh).count > 900)
  }

  @Test func learningRepeats() throws {
    let a = Sampler(try job(quickTransport, steps: 3, batch: 20)).state
    #expect(try a == Sampler(job(quickTransport, steps: 3, batch: 20)).state)
  }

  @Test func learningStopsWhenItIsCancelled() throws {
    #expect(throws: CancellationError.self) {
      try job(Choice("dpm-ot"), steps: 3).startMap { _ in throw CancellationError() }
    }
  }

  /// The least sum over pairings (shortest augmenting paths).
  private func assignment(_ n: Int, _ cost: (Int, Int) -> Double) -> Double {
    var u = [Double](repeating: 0, count: n + 1), v = u
    var rowOf = [Int](repeating: 0, count: n + 1)
    for row in 1...n {
      rowOf[0] = row
      var column = 0
      var least = [Double](repeating: .infinity, count: n + 1)
      var way = [Int](repeating: 0, count: n + 1)
      var done = [Bool](repeating: false, count: n + 1)
      repeat {
        done[column] = true
        let i = rowOf[column]
        var delta = Double.infinity, next = 0
        for j in 1...n where !done[j] {
          let reduced = cost(i - 1, j - 1) - u[i] - v[j]
          if reduced < least[j] { (least[j], way[j]) = (reduced, column) }
          if least[j] < delta { (delta, next) = (least[j], j) }
        }
        for j in 0...n {
          if done[j] {
            u[rowOf[j]] += delta
            v[j] -= delta
          } else {
            least[j] -= delta
          }
        }
        column = next
      } while rowOf[column] != 0
      while column != 0 {
        rowOf[column] = rowOf[way[column]]
        column = way[column]
      }
    }
    return (1...n).reduce(0) { $0 + cost(rowOf[$1] - 1, $1 - 1) }
  }
}

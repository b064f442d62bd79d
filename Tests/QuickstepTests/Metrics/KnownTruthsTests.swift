import Tensors
import Testing

@testable import Quickstep

/// What is kept between measurements changes no bit.
@Suite struct KnownTruthsTests {
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  private func scores(
    _ samples: [Double], _ model: any ExactModel, _ classes: [Int32],
    only names: Set<String>? = nil,
    _ truths: KnownTruths?
  ) throws -> [Score] {
    try endMetrics(
      samples, of: model, classes: classes, seed: 11, judge: nil, only: names, truths: truths,
      with: kernels)
  }

  @Test func keptTruthsAndFewerNamesGiveTheSameScores() throws {
    let moons = GaussianMixture.moons(), ring = GaussianMixture.ring8()
    let truths = KnownTruths(), few = KnownTruths(budget: 1)
    let models: [any ExactModel] = [moons, ring, moons, ring]
    for (seed, model) in models.enumerated() {
      let classes = (0..<70).map { Int32($0 % 2) }
      let samples = model.trueSamples(classes: classes, seed: UInt64(seed), with: kernels)
      let alone = try scores(samples, model, classes, nil)
      for kept in [truths, few] {
        let found = try scores(samples, model, classes, kept)
        #expect(found.map(\.value) == alone.map(\.value))
        #expect(found.map(\.floor) == alone.map(\.floor))
        let two: Set = ["sliced-w2", "out-of-support"]
        let some = try scores(samples, model, classes, only: two, kept)
        let wanted = alone.filter { two.contains($0.statistic.name) }
        #expect(some.map(\.statistic.name) == wanted.map(\.statistic.name))
        #expect(some.map(\.value) == wanted.map(\.value))
      }
    }
    #expect(try scores([0, 0], moons, [0], only: ["no-such-name"], truths).isEmpty)
  }

  @Test func rowsInThePlaneHaveTheBitsOfTheKernel() {
    let x = AlignedBuffer([0.1, -3.7]), y = AlignedBuffer([1e-3, 2.9])
    let comparison = kernels.compare(x.values, y.values)
    #expect(kernels.squaredDistance(x.values, y.values) == comparison.squaredDistance)
  }
}

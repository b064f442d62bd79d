import Files
import Networks
import Quickstep
import Tensors
import Testing

@Suite struct TrainingDataTests {
  let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// Every picture once an epoch, in another order each time, however batches lie.
  @Test(arguments: [(1, 1), (2, 1), (7, 3), (64, 16), (100, 32)])
  func everyPictureOnceAnEpoch(count: Int, batch: Int) {
    let data = PictureData(
      ImageSet(
        name: "t", path: "", width: 1, height: 1, channels: 1,
        pixels: (0..<count).map { UInt8($0) }, labels: Array(0..<count),
        classNames: (0..<count).map { "\($0)" }))
    var drawn: [Int32] = []
    var step = 0
    while drawn.count < 3 * count {
      let samples = FloatBuffer(count: batch)
      var labels = Array(repeating: Int32(-1), count: batch)
      labels.withUnsafeMutableBufferPointer {
        data.draw(
          step: step, seed: 5, into: samples.mutableValues, labels: $0, with: kernels)
      }
      #expect(samples.copy() == labels.map { Float($0) * (2 / 255) - 1 })
      drawn += labels
      step += 1
    }
    let epochs = (0..<3).map { Array(drawn[$0 * count..<($0 + 1) * count]) }
    for epoch in epochs { #expect(epoch.sorted() == (0..<Int32(count)).map { $0 }) }
    if count > 6 { #expect(Set(epochs).count == 3) }
  }

  @Test func mixturesAreDrawnByTheirWeights() {
    let mixture = GaussianMixture(
      components: [
        .init(weight: 0.25, mean: [-1, 0], deviation: 0.1, classIndex: 0),
        .init(weight: 0.75, mean: [1, 3], deviation: 0.2, classIndex: 1),
      ], classNames: ["a", "b"])
    let count = 4000
    let samples = FloatBuffer(count: 2 * count)
    var labels = Array(repeating: Int32(0), count: count)
    labels.withUnsafeMutableBufferPointer {
      MixtureData(mixture).draw(
        step: 3, seed: 9, into: samples.mutableValues, labels: $0, with: kernels)
    }
    let ofSecond = labels.indices.filter { labels[$0] == 1 }
    #expect(abs(Double(ofSecond.count) / Double(count) - 0.75) < 0.03)
    let heights = ofSecond.map { Double(samples[2 * $0 + 1]) }
    let mean = heights.reduce(0, +) / Double(heights.count)
    let variance = heights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(heights.count)
    #expect(abs(mean - 3) < 0.02)
    #expect(abs(variance.squareRoot() - 0.2) < 0.01)
  }
}

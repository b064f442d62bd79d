import Files
import Quickstep
import Testing

/// What PyTorch's generator draws, one draw after another, of every length that it treats apart.
@Suite struct TorchGeneratorTests {
  @Test func drawsAreThoseOfPyTorch() throws {
    let cases = try #require(try JSONFile.read(golden.path("torch/noise.json"))["cases"]?.array)
    #expect(cases.count == 8)
    for one in cases {
      let seed = try #require(one["seed"]?.string.flatMap(UInt64.init))
      var generator = TorchGenerator(seed: seed)
      for draw in try #require(one["draws"]?.array) {
        let expected = try #require(draw.array).compactMap(\.number)
        let found = generator.normals(expected.count)
        let difference = zip(found, expected).map { abs(Double($0) - $1) / max(1, abs($1)) }.max()
        #expect(try #require(difference) < 1e-6, "seed \(seed), \(expected.count) numbers")
      }
    }
  }

  @Test func planesBecomePixels() {
    let shape = SampleShape.picture(width: 2, height: 1, channels: 3)
    #expect(
      shape.interleaved([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16])
        == [1, 3, 5, 2, 4, 6, 11, 13, 15, 12, 14, 16])
    #expect(SampleShape.point(dimensions: 3).interleaved([1, 2, 3]) == [1, 2, 3])
  }
}

import Glibc
import Tensors
import Testing

@Suite struct NoiseTests {
  /// The known answers that the authors publish with Random123.
  @Test(arguments: everyKernels)
  func philoxKnownAnswers(kernels: Kernels) {
    let ones = UInt32.max
    #expect(
      kernels.philox(counter: [0, 0, 0, 0], key: [0, 0])
        == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(
      kernels.philox(counter: [ones, ones, ones, ones], key: [ones, ones])
        == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      kernels.philox(
        counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
        key: [0xa409_3822, 0x299f_31d0])
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  /// Computed apart from this code, from the paper's definition and libm.
  @Test(arguments: everyKernels)
  func normalsKnownAnswers(kernels: Kernels) {
    let z = normals(kernels, 9, [3], NoiseKey(seed: 0x0123_4567_89ab_cdef, step: 5, purpose: 7))
    let expected = [
      0.18920224611712722, 0.44116380277726813, 0.43894214209753313, -0.23513394884145036,
      -0.5047310417374749, 2.605020633676065, -0.19101521683841208, -0.5058733542945878,
      0.41137127881875296,
    ]
    #expect(zip(z, expected).allSatisfy { abs($0 - $1) <= 1e-15 * max(1, abs($1)) })
  }

  @Test(arguments: everyKernels)
  func uniformsAreTheWordsOfPhilox(kernels: Kernels) {
    let key = NoiseKey(seed: 0xfedc_ba98_7654_3210, step: 11, purpose: 2)
    let u = filled(37) { kernels.fillUniforms($0, samples: [9], key: key) }
    for (index, value) in u.enumerated() {
      let block = kernels.philox(
        counter: [UInt32(index / 2), 9, 11, 2], key: [0x7654_3210, 0xfedc_ba98])
      let word = UInt64(block[index % 2 * 2]) << 32 | UInt64(block[index % 2 * 2 + 1])
      #expect(value == Double(word >> 12) * 0x1p-52)
    }
  }

  @Test func bitsDependOnThePlaceAlone() {
    let key = NoiseKey(seed: 7, step: 1, purpose: 3)
    for dimension in [1, 2, 7, 14, 15, 16, 17, 33, 784, 5001] {
      let rows = everyKernels.map { bits(normals($0, 12 * dimension, Array(20..<32), key)) }
      #expect(rows.allSatisfy { $0 == rows[0] })

      let kernels = everyKernels[0]
      let single = (20..<32).flatMap { bits(normals(kernels, dimension, [UInt32($0)], key)) }
      #expect(single == rows[0])
      let longer = bits(normals(kernels, dimension + 5, [20], key))
      #expect(Array(longer.prefix(dimension)) == Array(rows[0].prefix(dimension)))
    }
  }

  @Test func everyPartOfTheKeyMatters() {
    let keys = [
      NoiseKey(seed: 0, step: 0, purpose: 0), NoiseKey(seed: 1, step: 0, purpose: 0),
      NoiseKey(seed: 1 << 32, step: 0, purpose: 0), NoiseKey(seed: 0, step: 1, purpose: 0),
      NoiseKey(seed: 0, step: 0, purpose: 1),
    ]
    let rows = keys.map { normals(everyKernels[0], 4, [0], $0) }
    #expect(Set(rows).count == keys.count)
    #expect(normals(everyKernels[0], 4, [1], keys[0]) != rows[0])
  }

  /// Moments of 400,000 normals within five standard errors, and correlations along the row,
  /// between neighbouring samples and between cosine and sine partners.
  @Test func normalsAreNormal() {
    let (rows, columns) = (400, 1000)
    let kernels = everyKernels.last!
    let z = normals(
      kernels, rows * columns, Array(0..<UInt32(rows)), NoiseKey(seed: 42, step: 0, purpose: 0))
    let error = 5 / Double(z.count).squareRoot()
    func mean(_ f: (Int) -> Double) -> Double {
      (0..<z.count).reduce(0) { $0 + f($1) } / Double(z.count)
    }
    #expect(abs(mean { z[$0] }) < error)
    #expect(abs(mean { z[$0] * z[$0] } - 1) < error * 2.0.squareRoot())
    #expect(abs(mean { z[$0] * z[$0] * z[$0] }) < error * 15.0.squareRoot())
    #expect(abs(mean { pow(z[$0], 4) } - 3) < error * 96.0.squareRoot())
    #expect(abs(mean { abs(z[$0]) > 3 ? 1 : 0 } - erfc(3 / 2.0.squareRoot())) < error * 0.06)
    for shift in [1, 2, 8, 16, columns] {
      #expect(abs(mean { z[$0] * z[($0 + shift) % z.count] }) < error)
      #expect(abs(mean { z[$0] * z[$0] * pow(z[($0 + shift) % z.count], 2) } - 1) < error * 3)
    }
  }

  private func normals(
    _ kernels: Kernels, _ count: Int, _ samples: [UInt32], _ key: NoiseKey
  ) -> [Double] {
    filled(count) { kernels.fillNormals($0, samples: samples, key: key) }
  }
}

import Quickstep
import Tensors
import Testing

@Suite struct JudgedTests {
  @Test func aJudgeIsAskedForWhatItKnows() throws {
    func names(_ model: any Denoiser, _ classes: [Int32]) throws -> [String] {
      let samples = Array(repeating: 0.5, count: classes.count * model.shape.count)
      return try measure(samples, model, classes).map(\.statistic.name)
    }
    #expect(try names(Painter(), [anyClass, anyClass]) == ["frechet-digits"])
    #expect(try names(Painter(), [0, anyClass]) == ["frechet-digits", "digit-agreement"])
    // One sample has no covariance.
    #expect(try names(Painter(), [0]) == ["digit-agreement"])
    #expect(try names(Painter(classNames: []), [anyClass, anyClass]) == ["frechet-digits"])
    // Other classes and other shapes are not what the judge knows.
    #expect(try names(Painter(classNames: ["cat", "dog"]), [0, 1]).isEmpty)
    #expect(try names(Painter(width: 3), [0, 1]).isEmpty)
  }

  /// The model names its classes in another order than the judge.
  @Test func agreementCountsSamplesThatWereAskedFor() throws {
    let model = Painter(classNames: ["bright", "dark"])
    // Dark, bright, bright, dark pictures.
    let samples = picture(-0.5) + picture(0.5) + picture(0.25) + picture(-0.1)
    let found = try measure(samples, model, [1, 1, 0, anyClass])
    #expect(found.last?.statistic.name == "digit-agreement")
    #expect(abs((found.last?.value.mean ?? 0) - 200.0 / 3) <= 1e-12)
    // The judge always recognises bright pictures.
    let sure = try measure(samples, model, [0, 0, 0, 0]).last
    #expect(sure?.floor == Estimate(mean: 100, spread: 0))
  }

  /// Features of the classes have means -1 and 1 and variances 0.04 and 0.01.
  @Test func theDistanceIsToTheMixtureAskedFor() throws {
    let model = Painter()
    let z = normals(rows: 4000, width: 1, step: 7)
    let classes = z.indices.map { Int32($0 % 2) }
    var samples: [Double] = []
    for (index, z) in z.enumerated() {
      samples += picture(index % 2 == 0 ? -1 + 0.2 * z : 1 + 0.1 * z)
    }
    let results = try measure(samples, model, classes)
    let found = try #require(results.first)
    #expect(found.value.mean < 0.001 && found.floor.mean < 0.001)
    // All of it is bright where half was asked to be dark: the mean is 1 instead of 0, the
    // deviation 0.1 instead of sqrt(1 + 0.025).
    let bright = z.flatMap { picture(1 + 0.1 * $0) }
    let others = try measure(bright, model, classes)
    let far = try #require(others.first)
    let deviation = 1.025.squareRoot() - 0.1
    #expect(abs(far.value.mean - (1 + deviation * deviation)) < 0.01)
    #expect(far.floor == found.floor)
  }

  @Test func floorsOfExactModelsAreJudgedTrueSamples() throws {
    // Both images are of class "dark", but the judge sees a bright and a dark one.
    let model = DataSetModel(
      pixels: Array(repeating: 0, count: 4) + Array(repeating: 255, count: 4), width: 2, height: 2,
      channels: 1, labels: [0, 0], names: ["dark"])
    let classes = Array(repeating: Int32(0), count: 400)
    let result = try measure(
      model.trueSamples(classes: classes, seed: 1, with: kernels), model, classes
    ).last
    #expect(result?.statistic.name == "digit-agreement")
    #expect(abs((result?.floor.mean ?? 0) - 50) < 5)
  }

  @Test func referencesAreMadeOfJudgedPictures() throws {
    let pictures = picture(-1) + picture(-0.5) + picture(1) + picture(-1)
    let samples = JudgedSamples(pictures, asked: [0, 0, 1, 1], to: brightness, with: kernels)
    let reference = try #require(JudgeReference(samples, classCount: 2))
    #expect(reference.classes.map(\.count) == [2, 2])
    #expect(reference.classes.map(\.recognized) == [2, 1])
    #expect(reference.classes.map(\.fit.mean) == [[-0.75], [0]])
    #expect(reference.classes.map(\.fit.covariance.elements) == [[0.125], [2]])
    let few = JudgedSamples(pictures, asked: [0, 0, 0, 1], to: brightness, with: kernels)
    #expect(JudgeReference(few, classCount: 2) == nil)
  }

  private let brightness = Brightness()

  private var judge: ImageJudge {
    ImageJudge(
      brightness,
      reference: JudgeReference(classes: [
        JudgeReference.Class(count: 50, recognized: 49, fit: fit(-1, 0.04)),
        JudgeReference.Class(count: 50, recognized: 50, fit: fit(1, 0.01)),
      ]))
  }

  private func fit(_ mean: Double, _ variance: Double) -> GaussianFit {
    GaussianFit(mean: [mean], covariance: SymmetricMatrix(size: 1, elements: [variance]))
  }

  private func measure(
    _ samples: [Double], _ model: any Denoiser, _ classes: [Int32]
  ) throws -> [Score] {
    try endMetrics(samples, of: model, classes: classes, seed: 2, judge: judge, with: kernels)
      .filter { ["frechet-digits", "digit-agreement"].contains($0.statistic.name) }
  }

  private func picture(_ value: Double) -> [Double] { Array(repeating: value, count: 4) }
}

/// Tells dark from bright pictures by their first pixel, which is their only feature.
private final class Brightness: ImageClassifier {
  let shape = SampleShape.picture(width: 2, height: 2, channels: 1)
  let classNames = ["dark", "bright"]
  let featureCount = 1

  func classify(_ pictures: [Double], with kernels: Kernels) -> Classification {
    let first = stride(from: 0, to: pictures.count, by: 4).map { Float(pictures[$0]) }
    return Classification(
      features: first, probabilities: first.flatMap { $0 < 0 ? [1, 0] : [0, 1] })
  }
}

private final class Painter: Denoiser {
  let shape: SampleShape
  let prediction = Prediction.data
  let classNames: [String]

  init(width: Int = 2, classNames: [String] = ["dark", "bright"]) {
    shape = .picture(width: width, height: 2, channels: 1)
    self.classNames = classNames
  }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {}
}

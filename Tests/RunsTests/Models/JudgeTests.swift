import Files
import Networks
import Quickstep
import Runs
import Tensors
import Testing

@Suite struct JudgeTests {
  let library = ModelLibrary()
  let kernels = Kernels(pool: ThreadPool(threads: 2))

  @Test func digitsHaveAJudgeThatIsLoadedOnce() throws {
    let ring = try library.model(Choice("ring-8")), digits = try library.model(Choice("digits"))
    #expect(library.judge(of: ring, with: kernels) == nil)
    let judge = try #require(library.judge(of: digits, with: kernels))
    #expect(library.judge(of: digits, with: kernels)?.classifier === judge.classifier)
    #expect(judge.classifier.classNames == digits.classNames)
    #expect(judge.reference.count == 10_000)
    let right = judge.reference.classes.reduce(0) { $0 + $1.recognized }
    #expect(right >= 9900)
  }

  @Test func digitsAreRecognized() throws {
    let digits = try library.model(Choice("digits"))
    let judge = try #require(library.judge(of: digits, with: kernels))
    let samples = try JudgedSamples(
      ImageSet.bundledDigits(), to: judge.classifier, with: kernels)
    #expect(zip(samples.verdicts, samples.asked).count { $0.0 == $0.1 } >= 502)
  }

  /// The floor that is drawn from the reference is what as many true digits score.
  @Test func theFloorIsWhatDigitsScore() throws {
    let digits = try #require(try library.model(Choice("digits")) as? DataSetModel)
    let judge = library.judge(of: digits, with: kernels)
    let samples = (0..<digits.count).flatMap(digits.image)
    func results(_ model: any Denoiser) throws -> [String: Score] {
      let results = try endMetrics(
        samples, of: model, classes: digits.labels, seed: 2, judge: judge, with: kernels)
      return Dictionary(uniqueKeysWithValues: results.map { ($0.statistic.name, $0) })
    }
    let opaque = try results(Opaque(digits))
    #expect(opaque.keys.sorted() == ["digit-agreement", "frechet-digits"])
    let distance = try #require(opaque["frechet-digits"])
    #expect((0.75...1.33).contains(distance.value.mean / distance.floor.mean), "\(distance)")
    let agreement = try #require(opaque["digit-agreement"])
    #expect(agreement.value.mean >= 98 && agreement.floor.mean >= 98)
    // Where true samples can be drawn, they make the floor.
    let exact = try #require(try results(digits)["frechet-digits"])
    #expect(exact.value == distance.value && exact.floor != distance.floor)
  }
}

/// A model of which nothing is known but its predictions.
private final class Opaque: Denoiser {
  private let base: any Denoiser

  init(_ base: any Denoiser) { self.base = base }

  var shape: SampleShape { base.shape }
  var prediction: Prediction { base.prediction }
  var classNames: [String] { base.classNames }

  func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    base.evaluate(x, at: level, classes: classes, into: output, with: kernels)
  }
}

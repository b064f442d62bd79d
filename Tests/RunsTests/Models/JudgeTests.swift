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

  /// The floor that is drawn from the reference is what true digits score.
  @Test func theFloorIsWhatDigitsScore() throws {
    let digits = try #require(try library.model(Choice("digits")).exact)
    let judge = library.judge(of: digits, with: kernels)
    let classes = (0..<500).map { Int32($0 % 10) }
    let samples = digits.trueSamples(classes: classes, seed: 1, with: kernels)
    func results(_ model: any Denoiser) -> [Double] {
      endMetrics(samples, of: model, classes: classes, seed: 2, judge: judge, with: kernels)
        .filter { ["frechet-digits", "digit-agreement"].contains($0.metric.name) }
        .flatMap { [$0.value, $0.floor] }
    }
    let found = results(Opaque(digits))
    #expect(found[0] < 1.3 * found[1] && found[1] < 1.3 * found[0])
    #expect(found[2] >= 0.97 && found[3] >= 0.97)
    // Where true samples can be drawn, they make the floor.
    let exact = results(digits)
    #expect(exact[0] == found[0] && exact[1] != found[1])
    #expect(exact[1] < 1.3 * found[1] && found[1] < 1.3 * exact[1])
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

import Experiments
import Files
import Glibc
import Networks
import Quickstep
import Tensors
import Testing

@Suite struct TrainedClassifierTests {
  let kernels = Kernels(pool: ThreadPool(threads: 2))
  let document: ClassifierDocument

  init() {
    let layers = ClassifierLayers(
      knobs: ["channels": .integers([8, 16]), "features": .integer(5)])
    document = ClassifierDocument(
      width: 7, height: 6, channels: 1, layers: layers, classes: ["a", "b", "c"])
  }

  @Test func probabilitiesSumToOneAndRowsStandAlone() throws {
    let classifier = try randomClassifier()
    #expect(classifier.featureCount == 5)
    let pictures = normals(70 * 42)
    let found = classifier.classify(pictures, with: kernels)
    #expect(found.features.count == 70 * 5 && found.probabilities.count == 70 * 3)
    for row in 0..<70 {
      let sum = found.probabilities[row * 3..<row * 3 + 3].reduce(0, +)
      #expect(abs(sum - 1) <= 1e-6)
    }
    // Not the same for all pictures.
    #expect(Set(found.features).count > 300)
    for row in [0, 31, 69] {
      let alone = classifier.classify(
        Array(pictures[row * 42..<(row + 1) * 42]), with: Kernels(pool: ThreadPool(threads: 1)))
      #expect(alone.features == Array(found.features[row * 5..<(row + 1) * 5]))
      #expect(alone.probabilities == Array(found.probabilities[row * 3..<(row + 1) * 3]))
    }
    #expect(classifier.classify([], with: kernels).features.isEmpty)
  }

  @Test func whatWasWrittenIsLoaded() throws {
    let folder = TemporaryFolder()
    let (network, weights) = try randomWeights()
    let parameters = Dictionary(
      uniqueKeysWithValues: weights.parameters.map { ($0.name, $0.values) })
    try Checkpoint.write(network, document, to: folder.path) { parameters[$0.name]! }
    let loaded = try TrainedClassifier(folder.path, with: kernels)
    #expect(loaded.classNames == ["a", "b", "c"])
    #expect(loaded.shape == .picture(width: 7, height: 6, channels: 1))
    let pictures = normals(3 * 42)
    let expected = TrainedClassifier(network, document, weights).classify(pictures, with: kernels)
    #expect(loaded.classify(pictures, with: kernels).features == expected.features)

    // Another description than that of the weights.
    var other = document
    other.classes.append("d")
    try ClassifierFile.write(other, to: folder("quickstep.toml"))
    #expect(throws: NetworkError.self) { try TrainedClassifier(folder.path, with: kernels) }
    other = document
    other.layers = ClassifierLayers(
      knobs: ["channels": .integers([8, 12]), "features": .integer(5)])
    try ClassifierFile.write(other, to: folder("quickstep.toml"))
    #expect(throws: NetworkError.self) { try TrainedClassifier(folder.path, with: kernels) }
  }

  @Test func otherPicturesAreRefused() throws {
    let classifier = try randomClassifier()
    func refusal(_ images: ImageSet) -> NetworkProblem? {
      do {
        _ = try JudgedSamples(images, to: classifier, with: kernels)
        return nil
      } catch {
        return error.problem
      }
    }
    let shape = SampleShape.picture(width: 7, height: 6, channels: 1)
    #expect(
      refusal(images(width: 6, height: 7, [0]))
        == .otherPictures(.picture(width: 6, height: 7, channels: 1), needed: shape))
    #expect(refusal(images(nil)) == .noLabels)
    #expect(
      refusal(images([0, 1], names: ["a", "z"])) == .unknownClass("z", known: ["a", "b", "c"]))
    #expect(refusal(images([0, 1], names: ["c", "a"])) == nil)
  }

  @Test func referencesOfPicturesCountTheirClasses() throws {
    let classifier = try randomClassifier()
    let labelled = images([0, 0, 1, 1, 2, 2, 2], names: ["c", "b", "a"])
    let samples = try JudgedSamples(labelled, to: classifier, with: kernels)
    #expect(samples.asked == [2, 2, 1, 1, 0, 0, 0])
    let reference = try JudgeReference(samples, of: classifier, path: "p")
    #expect(reference.classes.map(\.count) == [3, 2, 2])
    #expect(
      reference.classes.map(\.recognized).reduce(0, +)
        == zip(samples.verdicts, samples.asked).count { $0.0 == $0.1 })
    let few = try JudgedSamples(
      images([0, 0, 1, 2, 2], names: ["a", "b", "c"]), to: classifier, with: kernels)
    #expect(throws: NetworkError(path: "p", problem: .tooFewPictures(of: "b"))) {
      try JudgeReference(few, of: classifier, path: "p")
    }
  }

  private func images(
    width: Int = 7, height: Int = 6, _ labels: [Int]?, names: [String] = ["a", "b", "c"]
  ) -> ImageSet {
    ImageSet(
      name: "p", path: "p", width: width, height: height, channels: 1,
      pixels: (0..<(labels?.count ?? 2) * 42).map { UInt8($0 * 31 % 256) }, labels: labels,
      classNames: labels == nil ? [] : names)
  }

  private func randomClassifier() throws -> TrainedClassifier {
    let (network, weights) = try randomWeights()
    return TrainedClassifier(network, document, weights)
  }

  private func randomWeights() throws -> (PictureClassifier, NetworkWeights) {
    let network = try PictureClassifier(document)
    let weights = NetworkWeights(network.weights)
    for (index, parameter) in weights.parameters.enumerated() {
      let values = normals(parameter.count, step: UInt32(index))
      _ = parameter.values.mutableValues.update(fromContentsOf: values.map { Float($0) * 0.3 })
    }
    return (network, weights)
  }

  private func normals(_ count: Int, step: UInt32 = 100) -> [Double] {
    let out = AlignedBuffer(count: count)
    kernels.fillNormals(
      out.mutableValues, samples: 0..<1, key: NoiseKey(seed: 5, step: step, purpose: 0))
    return out.copy()
  }
}

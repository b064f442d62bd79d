import Files
import Quickstep
import Testing

@Suite struct JudgeReferenceFileTests {
  let folder = TemporaryFolder()

  @Test func whatWasWrittenIsReadBack() throws {
    let reference = JudgeReference(classes: [
      JudgeReference.Class(count: 3, recognized: 2, fit: fit([1, 2], [4, 1, 1, 3])),
      JudgeReference.Class(count: 9000, recognized: 0, fit: fit([-0.5, 0], [1, 0, 0, 0])),
    ])
    let path = folder("reference")
    try JudgeReferenceFile.write(reference, to: path)
    #expect(try JudgeReferenceFile.read(path).classes == reference.classes)
  }

  @Test func tensorsThatDoNotFitAreRefused() throws {
    let good: [(name: String, shape: [Int], values: [Float])] = [
      ("count", [2], [3, 4]), ("recognized", [2], [3, 0]), ("mean", [2, 1], [0, 1]),
      ("covariance", [2, 1, 1], [1, 1]),
    ]
    let changes: [(name: String, shape: [Int], values: [Float], sentence: String)] = [
      ("count", [0], [], "\"recognized\" is [2]"),
      ("count", [2, 1], [3, 4], "\"count\" is [2, 1]"),
      ("count", [2], [3, 0.5], "\"recognized\" is [3.0, 0.0]"),
      ("count", [2], [2, 4], "\"recognized\" is [3.0, 0.0]"),
      ("count", [2], [3, 0], "\"recognized\" is [3.0, 0.0]"),
      ("count", [2], [3, .infinity], "\"recognized\" is [3.0, 0.0]"),
      ("recognized", [1], [3], "\"recognized\" is [1]"), ("mean", [2], [0, 1], "\"mean\" is [2]"),
      ("mean", [1, 2], [0, 1], "\"mean\" is [1, 2]"),
      ("covariance", [2, 1], [1, 1], "\"covariance\" is [2, 1]"),
      ("covariance", [2, 1, 1], [1, .nan], "covariance"),
      ("other", [], [0], ""),
    ]
    for change in changes {
      let path = folder("reference")
      var tensors = good.filter { $0.name != change.name }
      tensors.append((change.name, change.shape, change.values))
      try SafetensorsFile.write(
        path,
        tensors: tensors.map {
          SafetensorsOutput(
            name: $0.name, shape: $0.shape, precision: .float32, values: $0.values)
        })
      if change.sentence.isEmpty {
        #expect(throws: Never.self) { try JudgeReferenceFile.read(path) }
        continue
      }
      do {
        _ = try JudgeReferenceFile.read(path)
        Issue.record("\(change)")
      } catch {
        #expect("\(error)".contains(change.sentence), "\(error)")
      }
    }
    try SafetensorsFile.write(folder("empty"), tensors: [])
    #expect(throws: FileError.self) { try JudgeReferenceFile.read(folder("empty")) }
  }

  private func fit(_ mean: [Double], _ covariance: [Double]) -> GaussianFit {
    GaussianFit(
      mean: mean, covariance: SymmetricMatrix(size: mean.count, elements: covariance))
  }
}

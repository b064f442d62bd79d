import Files
import Glibc
import Quickstep
import Runs
import Tensors
import Testing

/// Noise from files and from PyTorch's generator.
@Suite struct StartNoiseTests {
  private let colour = SampleShape.picture(width: 3, height: 2, channels: 3)
  private let cube = SampleShape.picture(width: 3, height: 3, channels: 3)
  private let grey = SampleShape.picture(width: 3, height: 2, channels: 1)
  private let point = SampleShape.point(dimensions: 6)

  /// The start that is read of 0, 1, 2, … in an array of a shape, or the sentence of the refusal.
  private func start(_ shape: [Int], _ sample: SampleShape) throws -> ([Double], String) {
    let path = "/tmp/quickstep-start-\(getpid())-\(UInt64.random(in: 0 ... .max)).npy"
    defer { unlink(path) }
    let values = (0..<shape.reduce(1, *)).map(Double.init)
    try NPYFile.write(NumberArray(shape: shape, values: values), as: .float32, to: path)
    do {
      let noise = try StartNoise.read(path, shape: sample, batch: 2, seed: 1)
      guard case .started(let start, seed: 1) = noise else { return ([], "another noise") }
      return (start, "")
    } catch {
      return ([], "\(error)".replacing(path + ": ", with: ""))
    }
  }

  @Test func everyReadingOfAShape() throws {
    let plain = (0..<36).map(Double.init)
    for shape in [[2, 18], [2, 2, 3, 3]] { #expect(try start(shape, colour).0 == plain) }
    #expect(try start([2, 3, 2, 3], colour).0 == colour.interleaved(plain))
    #expect(try start([2, 27], cube).0.count == 54)
    for shape in [[2, 6], [2, 2, 3], [2, 2, 3, 1], [2, 1, 2, 3]] {
      #expect(try start(shape, grey).0 == Array(plain.prefix(12)), "\(shape)")
    }
    #expect(try start([2, 6], point).0 == Array(plain.prefix(12)))
  }

  @Test func whatCanBeReadTwiceIsRefused() throws {
    #expect(
      try start([2, 3, 3, 3], cube).1
        == "an array of 2x3x3x3 can be read as 2x3x3x3 (N,H,W,C) or 2x3x3x3 (N,C,H,W). Give it as "
        + "rows: 2x27.")
  }

  @Test func anotherShapeIsRefusedWithWhatIsTaken() throws {
    for shape in [[2, 3, 3, 2], [36], [3, 12], [2, 18, 1]] {
      #expect(
        try start(shape, colour).1
          == "holds an array of \(shape.map(String.init).joined(separator: "x")), but this run "
          + "starts from 2 samples of 18 numbers. Give an array of 2x18 (rows) or 2x2x3x3 (N,H,W,C) or 2x3x2x3 "
          + "(N,C,H,W), or change --batch.")
    }
  }

  @Test func aSeedOfPyTorchIsRead() throws {
    let noise = try StartNoise.read("torch:7", shape: point, batch: 2, seed: 1)
    guard case .torch(seed: 7) = noise else {
      Issue.record("another noise")
      return
    }
    for text in ["torch:", "torch:-1", "torch:x", "torch:18446744073709551616"] {
      #expect(throws: DeclarationError.self) {
        try StartNoise.read(text, shape: point, batch: 2, seed: 1)
      }
    }
  }

  /// A pipeline of diffusers that draws noise at every step, from its files and its seed alone.
  @Test func aPipelineIsRepeated() throws {
    let golden =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Golden/torch/"
    let kernels = Kernels(pool: ThreadPool(threads: 1))
    var plan = Plan(model: Choice(golden + "pipeline"), steps: 10, batch: 2)
    try plan.adopt(try ModelLibrary.defaults(plan.model))
    let model = try ModelLibrary().model(plan.model)
    var job = try plan.job(model: model, with: kernels)
    job.noise = try StartNoise.read("torch:7", shape: model.shape, batch: 2, seed: 0)
    var sampler = Sampler(job)
    while try sampler.next() != nil {}
    let expected = try NPYFile.read(golden + "pipeline.npy")
    #expect(expected.shape == [2, 8, 8, 3])
    let found = sampler.state.map { min(max($0 / 2 + 0.5, 0), 1) }
    let difference = zip(found, expected.values).map { abs($0 - $1) }.max() ?? .infinity
    #expect(difference < 1e-4)
  }
}

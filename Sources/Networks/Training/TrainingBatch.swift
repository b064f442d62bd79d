import Quickstep
import Tensors

/// The batches of a training run: clean samples, noise, levels and classes, and what the network is
/// given and asked. Each is a function of seed and step.
struct TrainingBatch {
  let size: Int
  private let setup: TrainingSetup
  private let width: Int
  private let seed: UInt64
  private let clean: FloatBuffer
  private let noise: AlignedBuffer
  private(set) var labels: [Int32]
  private(set) var questions: [Question] = []

  init(_ setup: TrainingSetup) {
    self.setup = setup
    size = setup.document.optimizer.batch
    seed = UInt64(setup.document.optimizer.seed)
    width = setup.data.shape.count
    clean = FloatBuffer(count: size * width)
    noise = AlignedBuffer(count: size * width)
    labels = Array(repeating: 0, count: size)
  }

  /// Draws the batch of a step, counted from 0.
  mutating func draw(step: Int, with kernels: Kernels) {
    let (data, samples, seed) = (setup.data, clean.mutableValues, seed)
    labels.withUnsafeMutableBufferPointer {
      data.draw(step: step, seed: seed, into: samples, labels: $0, with: kernels)
    }
    guard case .prediction(let objective) = setup.task else { return }
    kernels.fillNormals(noise.mutableValues, .noise, seed: seed, step: step)
    questions = objective.levels(step: step, seed: seed, count: size, with: kernels)
      .map(objective.question)
    if let null = setup.nullClass { drop(step: step, null, with: kernels) }
  }

  /// Puts the class that means none in the place of a random share.
  private mutating func drop(step: Int, _ null: Int32, with kernels: Kernels) {
    let shares = AlignedBuffer(count: size)
    kernels.fillUniforms(shares.mutableValues, .classDropout, seed: seed, step: step)
    for row in 0..<size where shares[row] < setup.document.objective.classDropout {
      labels[row] = null
    }
  }

  /// The samples without noise.
  func writeClean(_ target: UnsafeMutableBufferPointer<Float>) {
    _ = target.update(fromContentsOf: clean.values)
  }

  /// A mixture of samples and noise, which may differ from row to row.
  func write(
    _ target: UnsafeMutableBufferPointer<Float>, _ mixture: KeyPath<Question, Question.Mixture>
  ) {
    for row in 0..<size {
      let part = questions[row][keyPath: mixture]
      let (data, noise) = (part.data, part.noise)
      for index in row * width..<(row + 1) * width {
        target[index] = Float(data * Double(clean.start[index]) + noise * self.noise.start[index])
      }
    }
  }
}

import Quickstep
import Tensors

/// What a training method does a step with. All that it draws is a function of seed, step and what it
/// is drawn for.
struct TrainingContext {
  let setup: TrainingSetup
  let student: Learner
  /// Counted from 0.
  var step = 0
  /// What the last descent did.
  private(set) var descent = Learner.Descent(norm: 0, rate: 0)
  /// What the step tells beside its loss.
  var told: [Float] = []

  /// The samples of the step row by row, their classes, and noise.
  private let clean: FloatBuffer
  private(set) var labels: [Int32]
  private let noise: AlignedBuffer
  private let target: FloatBuffer
  /// Of the network that was asked last.
  private var frozen: (name: String, program: LearnerProgram)?
  /// The network that learns, with the averages of its weights.
  private var averaged: LearnerProgram?
  /// The student with few tiles of attention, beside its teacher with all.
  private var sparse: SparseComparison?
  let kernels: Kernels
  private let width: Int

  init(_ setup: TrainingSetup, with kernels: Kernels) {
    self.setup = setup
    self.kernels = kernels
    student = Learner(setup, with: kernels)
    width = setup.data.shape.count
    let size = setup.plan.batch
    clean = FloatBuffer(count: size * width)
    noise = AlignedBuffer(count: size * width)
    target = FloatBuffer(count: size * width)
    labels = Array(repeating: 0, count: size)
  }

  private var seed: UInt64 { setup.plan.seed }
  /// Samples of a step.
  var batch: Int { labels.count }
}

// What is drawn.
extension TrainingContext {
  /// Draws samples and their classes.
  mutating func draw() {
    let (data, samples, step, seed, kernels) = (
      setup.data, clean.mutableValues, step, seed, kernels
    )
    labels.withUnsafeMutableBufferPointer {
      data.draw(step: step, seed: seed, into: samples, labels: $0, with: kernels)
    }
  }

  /// Puts the class that means none in the place of a random share.
  mutating func dropClasses() {
    guard let null = setup.nullClass else { return }
    let shares = uniforms(.classDropout)
    for row in labels.indices where shares[row] < setup.plan.classDropout { labels[row] = null }
  }

  /// Draws samples, noise, and the classes that a teacher is asked for.
  /// - Parameter knowsClasses: whether the classes of the data are the teacher's.
  mutating func draw(for teacher: FrozenNetwork, knowsClasses: Bool) {
    draw()
    tellClasses(labels.map { teacher.row(knowsClasses ? $0 : anyClass) })
    dropClasses()
    drawNoise()
  }

  /// Tells the network these rows of its table of classes.
  mutating func tellClasses(_ rows: [Int32]) { labels = rows }

  /// A number of [0, 1) for each sample.
  func uniforms(_ draw: TrainingDraw) -> [Double] {
    let numbers = AlignedBuffer(count: batch)
    kernels.fillUniforms(numbers.mutableValues, draw, seed: seed, step: step)
    return numbers.copy()
  }

  func drawNoise() {
    kernels.fillNormals(noise.mutableValues, .noise, seed: seed, step: step)
  }

  /// A noise level for each sample.
  func levels(of objective: Objective) -> [NoiseLevel] {
    objective.levels(step: step, seed: seed, count: labels.count, with: kernels)
  }
}

// What is asked, and what is answered.
extension TrainingContext {
  /// Mixtures of samples and noise, one for each row.
  func mix(_ out: UnsafeMutableBufferPointer<Float>, _ mixtures: [Question.Mixture]) {
    for (row, part) in mixtures.enumerated() {
      let (data, eps) = (part.data, part.noise)
      for index in row * width..<(row + 1) * width {
        out[index] = Float(data * Double(clean.start[index]) + eps * noise.start[index])
      }
    }
  }

  /// What a network that stays as it is answers, every sample told a time of its own.
  mutating func ask(
    _ network: FrozenNetwork, times: [Float],
    samples write: (UnsafeMutableBufferPointer<Float>) -> Void
  ) -> [Float] {
    if frozen?.name != network.name {
      frozen = (
        network.name,
        LearnerProgram(
          network.network, network.model.shape, network.weights, .inference(PackedWeights()),
          kernels, batch: batch)
      )
    }
    return frozen!.program.answer(times: times, classes: labels, samples: write) { Array($0) }
  }

  /// What the network that learns answers, with nothing learned from it.
  mutating func ask(
    _ weights: Learner.Weights, times: [Float],
    samples write: (UnsafeMutableBufferPointer<Float>) -> Void
  ) -> [Float] {
    switch weights {
    case .present:
      return student.answer(times: times, classes: labels, samples: write) { Array($0) }
    case .averaged:
      let program = averaged ?? student.averagedProgram(setup, with: kernels)
      averaged = program
      return program.answer(times: times, classes: labels, samples: write) { Array($0) }
    }
  }

  /// Asks the student with few tiles of attention, and a teacher of the same layers with all.
  /// - Returns: the losses of what the student and its layers of attention make.
  mutating func compare(
    _ network: FrameTransformer, keeping tiles: [AttentionTiles], with teacher: FrozenNetwork,
    _ samples: [Float], times: [Float]
  ) -> (output: Float, attention: Float) {
    let pair =
      sparse
      ?? SparseComparison(
        network, keeping: tiles, student.weights, on: student.tape(), with: teacher, batch: batch)
    sparse = pair
    return pair.forward(samples, times: times, classes: labels)
  }

  /// The samples without noise.
  func writeClean(_ out: UnsafeMutableBufferPointer<Float>) {
    _ = out.update(fromContentsOf: clean.values)
  }

  /// Asks the student.
  /// - Parameter compare: the loss of its answer.
  func loss<Loss>(
    times: [Float]?, samples write: (Self, UnsafeMutableBufferPointer<Float>) -> Void,
    _ compare: (Self, UnsafeBufferPointer<Float>) -> Loss
  ) -> Loss {
    student.answer(times: times, classes: labels, samples: { write(self, $0) }) {
      compare(self, $0)
    }
  }

  /// The mean squared distance of an answer to a target.
  /// - Parameter write: fills in the target.
  func squaredDistance(
    _ answer: UnsafeBufferPointer<Float>,
    to write: (Self, UnsafeMutableBufferPointer<Float>) -> Void
  ) -> Float {
    write(self, target.mutableValues)
    return kernels.meanSquaredError(
      answer, target.values, rows: labels.count, gradient: student.seed.mutableValues)
  }

  /// For each sample the mean squared distance of the answer, times a factor of its own, to a target.
  /// - Parameter write: fills in the target.
  func squaredDistances(
    _ answer: UnsafeBufferPointer<Float>, times factors: [Float],
    to write: (UnsafeMutableBufferPointer<Float>) -> Void
  ) -> [Float] {
    write(target.mutableValues)
    return kernels.squaredErrors(
      answer, times: factors, target.values, gradient: student.seed.mutableValues)
  }

  func crossEntropy(_ answer: UnsafeBufferPointer<Float>) -> Float {
    kernels.crossEntropy(answer, labels: labels, gradient: student.seed.mutableValues)
  }

  /// Goes down the gradient of a loss of the student's last answer.
  mutating func descend(_ loss: Float) throws(TrainingError) {
    try descend(loss, backward: student.backward)
  }

  /// Goes down the gradient of the sum of the losses compared last.
  mutating func descendSparse(_ loss: Float) throws(TrainingError) {
    guard let sparse else { preconditionFailure("nothing was compared") }
    try descend(loss, backward: sparse.backward)
  }

  private mutating func descend(
    _ loss: Float, backward: () -> Void
  ) throws(TrainingError) {
    guard loss.isFinite else { throw .notFinite(quantity: .loss, step: step + 1, saved: 0) }
    guard let descent = student.descend(at: step, of: setup.plan.steps, backward) else {
      throw .notFinite(quantity: .gradient, step: step + 1, saved: 0)
    }
    self.descent = descent
  }
}

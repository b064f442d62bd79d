import Glibc
import Tensors

/// States of a batch in memory, in Double: rows of samples.
final class DoubleStates: StateSpace {
  private var models: [any Denoiser]
  private var model: any Denoiser
  private var companions: Companions
  private let kernels: Kernels
  private var source: NoiseSource
  /// Where noise is what comes next, not a function of the step.
  private var generator: TorchGenerator?
  private var queue: ArraySlice<[Double]> = []
  private let samples: Range<UInt32>
  private let width: Int

  private var buffers: [AlignedBuffer] = []
  private var free: [Slot] = []

  init(_ job: SamplingJob) {
    models = [job.model] + job.cast
    model = job.model
    companions = job.companions
    kernels = job.kernels
    source = job.noise
    if case .queued(_, let batches) = job.noise { queue = batches[...] }
    generator = if case .torch(let seed) = job.noise { TorchGenerator(seed: seed) } else { nil }
    width = job.model.shape.count
    let first = UInt32(job.firstSample)
    samples = first..<first + UInt32(job.classes.count)
  }

  /// Has another job of the same samples asked from now on; what comes next of a generator does so still.
  func turn(to job: SamplingJob) {
    models = [job.model] + job.cast
    model = job.model
    companions = job.companions
    switch (source, job.noise) {
    case (.torch(let seed), .torch(let next)) where seed == next: break
    case (_, .torch(let next)): generator = TorchGenerator(seed: next)
    case (.queued, .queued): break
    case (_, .queued(_, let batches)): queue = batches[...]
    default: break
    }
    source = job.noise
  }

  /// The noise that a run starts from, times `scale`.
  func start(scale: Double) -> Slot {
    let slot = allocate()
    drawNoise(NoiseDraw(purpose: .start, step: 0), into: slot)
    combine([(slot, scale)], into: slot)
    return slot
  }

  func allocate() -> Slot {
    if let slot = free.popLast() { return slot }
    buffers.append(AlignedBuffer(count: samples.count * width))
    return Slot(index: buffers.count - 1)
  }

  func release(_ slot: Slot) { free.append(slot) }

  func combine(_ terms: [Term], into target: Slot) {
    let out = buffers[target.index].mutableValues
    guard !terms.isEmpty else { return out.update(repeating: 0) }
    // A kernel pass takes so many terms; longer sums go on from the partial sum.
    let first = terms.prefix(Kernels.maximumTerms), rest = terms.dropFirst(first.count)
    kernels.combine(into: out, first.map(kernelTerm))
    if !rest.isEmpty { combine([(target, 1)] + rest, into: target) }
  }

  func combine(_ terms: [CoordinateTerm], plus constant: [Double], into target: Slot) {
    func spread(_ numbers: [Double]) -> [Double] {
      numbers.count == width ? numbers : Array(repeating: numbers.first ?? 0, count: width)
    }
    let out = buffers[target.index].mutableValues
    let constant = spread(constant)
    for row in stride(from: 0, to: out.count, by: width) {
      for i in 0..<width { out[row + i] = constant[i] }
    }
    for (slot, weights) in terms {
      let x = buffers[slot.index].values, weights = spread(weights)
      for row in stride(from: 0, to: out.count, by: width) {
        for i in 0..<width { out[row + i] += weights[i] * x[row + i] }
      }
    }
  }

  func ask(_ model: Int) { self.model = models[model] }

  func evaluate(_ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot) {
    model.evaluate(
      buffers[x.index], at: level, classes: classes, into: buffers[output.index], with: kernels)
  }

  func evaluate(
    _ x: Slot, at level: NoiseLevel, classes: [Int32], into output: Slot, variance: Slot
  ) {
    model.evaluate(
      buffers[x.index], at: level, classes: classes, into: buffers[output.index],
      variance: buffers[variance.index], with: kernels)
  }

  func ask(
    _ companion: CompanionName, _ inputs: [Slot], at level: NoiseLevel, classes: [Int32],
    into output: Slot
  ) {
    guard let network = companions.networks[companion] else {
      preconditionFailure("the job has no \(companion.text)")
    }
    network.answer(
      inputs.map { buffers[$0.index] }, at: level, classes: classes, into: buffers[output.index],
      with: kernels)
  }

  func evaluate(
    _ companion: CompanionName, _ x: Slot, at level: NoiseLevel, classes: [Int32],
    into output: Slot
  ) {
    guard let model = companions.models[companion] else {
      preconditionFailure("the job has no \(companion.text)")
    }
    model.evaluate(
      buffers[x.index], at: level, classes: classes, into: buffers[output.index], with: kernels)
  }

  func scale(_ noise: Slot, by variance: LearnedVariance, _ numbers: Slot, into target: Slot) {
    let noise = buffers[noise.index].values, numbers = buffers[numbers.index].values
    let out = buffers[target.index].mutableValues
    for i in out.indices { out[i] = noise[i] * variance.deviation(numbers[i]) }
  }

  var drawsInOrder: Bool {
    switch source {
    case .seed, .started: false
    case .torch, .given, .queued: true
    }
  }

  func drawNoise(_ draw: NoiseDraw, into target: Slot) {
    let out = buffers[target.index].mutableValues
    switch source {
    case .started(let start, _) where draw.purpose == .start: _ = out.update(fromContentsOf: start)
    case .seed(let seed), .started(_, let seed):
      kernels.fillNormals(out, samples: samples, key: draw.key(seed: seed))
    case .torch:
      let drawn = generator?.normals(out.count) ?? []
      _ = out.update(fromContentsOf: model.shape.interleaved(drawn).lazy.map(Double.init))
    case .given(let start, let steps):
      fill(out, draw.purpose == .start ? start : steps[at: draw.step]?[at: draw.place] ?? [])
    case .queued(let start, _):
      fill(out, draw.purpose == .start ? start : queue.popFirst() ?? [])
    }
  }

  /// Copies recorded numbers, and zeros where they end.
  private func fill(_ out: UnsafeMutableBufferPointer<Double>, _ recorded: [Double]) {
    let end = out.update(fromContentsOf: recorded.prefix(out.count))
    out[end...].update(repeating: 0)
  }

  func clip(_ data: Slot, by clip: any Clip) -> Double {
    let values = buffers[data.index].mutableValues
    var changed = 0
    for row in 0..<samples.count {
      changed += clip.apply(
        UnsafeMutableBufferPointer(rebasing: values[row * width..<(row + 1) * width]))
    }
    return Double(changed) / Double(max(1, values.count))
  }

  func matchDeviation(of a: Slot, to reference: Slot, into target: Slot) {
    let from = buffers[a.index].values, to = buffers[reference.index].values
    let out = buffers[target.index].mutableValues
    for row in 0..<samples.count {
      let range = row * width..<(row + 1) * width
      let deviation = sqrt(variance(from[range]))
      // What does not vary cannot be brought to vary.
      let ratio = deviation > 0 ? sqrt(variance(to[range])) / deviation : 1
      for i in range { out[i] = from[i] * ratio }
    }
  }

  func scale(_ a: Slot, beside b: Slot, by factor: SampleFactor, into target: Slot) {
    let a = buffers[a.index].values, b = buffers[b.index].values
    let out = buffers[target.index].mutableValues
    for row in 0..<samples.count {
      let range = row * width..<(row + 1) * width
      var products = InnerProducts(aa: 0, ab: 0, bb: 0)
      for i in range {
        products.aa += a[i] * a[i]
        products.ab += a[i] * b[i]
        products.bb += b[i] * b[i]
      }
      let factor = factor(products)
      for i in range { out[i] = a[i] * factor }
    }
  }

  func apply(
    _ map: any SampleMap, of knowledge: MapKnowledge, to x: Slot, classes: [Int32],
    into target: Slot
  ) {
    map.apply(
      buffers[x.index].values, classes: classes, into: buffers[target.index].mutableValues,
      with: kernels)
  }

  func measure(_ a: Slot) -> StateMeasure {
    let values = buffers[a.index].values
    let measure = kernels.measure(values)
    return StateMeasure(
      rootMeanSquare: sqrt(measure.sumOfSquares / Double(values.count)), maximum: measure.largest,
      firstBadSample: (measure.firstNonfinite ?? firstExcess(values, measure.largest)).map {
        Int(samples.lowerBound) + $0 / width
      })
  }

  /// The first number whose square and sums of such squares are infinite: it counts as infinite.
  private func firstExcess(_ values: UnsafeBufferPointer<Double>, _ largest: Double) -> Int? {
    let limit = 1e145
    return largest > limit ? values.firstIndex { abs($0) > limit } : nil
  }

  func error(
    _ a: Slot, _ b: Slot, beside reference: Slot, absolute: Double, relative: Double
  ) -> ScaledError {
    let a = buffers[a.index].values, b = buffers[b.index].values
    let reference = buffers[reference.index].values
    let squares = (0..<samples.count).map { row in
      (row * width..<(row + 1) * width).reduce(0) { sum, i in
        let tolerated = max(absolute, relative * max(abs(a[i]), abs(reference[i])))
        let error = (a[i] - b[i]) / tolerated
        return sum + error * error
      }
    }
    return ScaledError(
      rootMeanSquare: sqrt(squares.reduce(0, +) / Double(a.count)),
      largest: sqrt((squares.max() ?? 0) / Double(width)))
  }

  func compare(_ a: Slot, _ b: Slot) -> StateComparison {
    let values = buffers[a.index].values
    let comparison = kernels.compare(values, buffers[b.index].values)
    return StateComparison(
      difference: sqrt(comparison.squaredDistance / Double(values.count)),
      cosine: comparison.cosine.isFinite ? comparison.cosine : nil)
  }

  func variances(_ a: Slot) -> [Double] {
    let values = buffers[a.index].values
    return (0..<samples.count).map { variance(values[$0 * width..<($0 + 1) * width]) }
  }

  func values(_ a: Slot, first count: Int) -> [Double] {
    Array(buffers[a.index].values.prefix(count))
  }

  /// The numbers themselves, as long as the states live.
  func memory(_ a: Slot) -> UnsafeMutableBufferPointer<Double> { buffers[a.index].mutableValues }

  private func kernelTerm(_ term: Term) -> Kernels.Term {
    (term.coefficient, buffers[term.slot.index].values)
  }
}

extension Array {
  /// The element, or nil beyond the end.
  fileprivate subscript(at index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}

/// The variance with divisor n - 1.
private func variance(_ values: Slice<UnsafeBufferPointer<Double>>) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return squares / Double(max(1, values.count - 1))
}

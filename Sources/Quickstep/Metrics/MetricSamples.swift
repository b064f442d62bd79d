import Tensors

/// A batch that is measured, with what several metrics need of it.
final class MetricSamples {
  let model: any ExactModel
  let rows: SampleRows
  /// The class that each sample was asked for.
  let classes: [Int32]
  let kernels: Kernels
  /// Each of the classes once.
  private(set) lazy var askedClasses = zip(classes, [nil] + classes).reduce(into: Set<Int32>()) {
    if $1.0 != $1.1 { $0.insert($1.0) }
  }
  /// The nearest training image of the first samples, as many as take a moment; `nil` for models
  /// without images.
  private(set) lazy var nearestImages: [ImageEvidence]? = findNearestImages()
  /// The samples that these are a part of, and the numbers that they have there.
  private var parent: (whole: MetricSamples, numbers: [Int])?

  /// As `Metric.modes(of:in:)` has it; nil for models without modes.
  private(set) lazy var modes: [Int?]? = findModes()

  init(_ samples: [Double], _ model: any ExactModel, _ classes: [Int32], _ kernels: Kernels) {
    self.model = model
    self.classes = classes
    self.kernels = kernels
    rows = SampleRows(samples, width: model.shape.count)
  }

  /// Some of the samples, in rising order.
  func part(_ numbers: [Int]) -> MetricSamples {
    var picked: [Double] = []
    picked.reserveCapacity(numbers.count * rows.width)
    for number in numbers { picked.append(contentsOf: rows[number]) }
    let part = MetricSamples(picked, model, numbers.map { classes[$0] }, kernels)
    part.parent = (self, numbers)
    return part
  }

  private func findModes() -> [Int?]? {
    if let (whole, numbers) = parent {
      return whole.modes.map { modes in numbers.map { modes[$0] } }
    }
    return (model as? GaussianMixture).map { Metric.modes(of: self, in: $0) }
  }

  /// The most pairs of a sample and an image that are compared.
  private static let pairs = 1_000_000

  private func findNearestImages() -> [ImageEvidence]? {
    if let (whole, numbers) = parent {
      return whole.nearestImages.map { evidence in
        numbers.prefix { $0 < evidence.count }.map { evidence[$0] }
      }
    }
    return (model as? DataSetModel).map { model in
      let count = min(rows.count, max(64, Self.pairs / model.count))
      return model.nearestImages(
        Array(rows.buffer.values[..<(count * rows.width)]), with: kernels)
    }
  }
}

/// Samples in memory that threads may read together.
final class SampleRows: @unchecked Sendable {
  // Nothing is written after `init`, which is why it may be shared.

  let buffer: AlignedBuffer
  let width: Int
  let count: Int

  init(_ samples: [Double], width: Int) {
    buffer = AlignedBuffer(samples)
    self.width = width
    count = samples.count / width
  }

  subscript(row: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: buffer.start + row * width, count: width)
  }
}

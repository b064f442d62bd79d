import Files
import Quickstep
import Tensors

/// What a network is trained on.
public protocol TrainingData: Sendable {
  var shape: SampleShape { get }
  /// Empty where there are no classes.
  var classNames: [String] { get }
  /// How many different samples there are; `nil` where they never repeat.
  var count: Int? { get }
  /// A box around the samples, coordinate by coordinate; `nil` where none is known.
  var bounds: [ClosedRange<Double>]? { get }

  /// Puts the clean samples of a step row by row into `samples`, and their classes into `labels`
  /// (0 where there are none): a function of seed and step.
  func draw(
    step: Int, seed: UInt64, into samples: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>, with kernels: Kernels)
}

/// Pictures, all of them once in a random order, then again in another.
public struct PictureData: TrainingData {
  public let shape: SampleShape
  public let classNames: [String]
  private let images: ImageSet
  private let used: Int

  /// The first `limit` pictures of a set.
  public init(_ images: ImageSet, limit: Int = .max) {
    self.images = images
    used = min(limit, images.count)
    shape = .picture(width: images.width, height: images.height, channels: images.channels)
    classNames = images.labels == nil ? [] : images.classNames
  }

  public var count: Int? { used }
  public var bounds: [ClosedRange<Double>]? { nil }

  public func draw(
    step: Int, seed: UInt64, into samples: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>, with kernels: Kernels
  ) {
    let width = shape.count
    var epoch = -1
    var order: Shuffle?
    for row in 0..<labels.count {
      let (wanted, place) = (step * labels.count + row).quotientAndRemainder(dividingBy: used)
      if wanted != epoch {
        epoch = wanted
        order = Shuffle(count: used, seed: seed, epoch: epoch, kernels: kernels)
      }
      let index = order![place]
      labels[row] = Int32(images.labels?[index] ?? 0)
      images.pixels.withUnsafeBufferPointer { pixels in
        for i in 0..<width {
          samples[row * width + i] = Float(pixels[index * width + i]) * (2 / 255) - 1
        }
      }
    }
  }
}

/// Fresh samples of a mixture of Gaussians at every step.
public struct MixtureData: TrainingData {
  public let shape: SampleShape
  public let classNames: [String]
  public let count: Int? = nil
  public let bounds: [ClosedRange<Double>]?
  public let mixture: GaussianMixture

  /// The sums of the weights up to and with each component.
  private let sums: [Double]
  private let means: [Double]
  private let deviations: [Double]
  private let classes: [Int32]

  public init(_ mixture: GaussianMixture) {
    self.mixture = mixture
    shape = mixture.shape
    classNames = mixture.classNames
    bounds = mixture.bounds()
    var sum = 0.0
    sums = mixture.components.map { component in
      sum += component.weight
      return sum
    }
    means = mixture.components.flatMap(\.mean)
    deviations = mixture.components.map(\.deviation)
    classes = mixture.components.map { Int32($0.classIndex) }
  }

  public func draw(
    step: Int, seed: UInt64, into samples: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>, with kernels: Kernels
  ) {
    let width = shape.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: labels.count * (width + 1)) { room in
      let choices = UnsafeMutableBufferPointer(rebasing: room[..<labels.count])
      let spreads = UnsafeMutableBufferPointer(rebasing: room[labels.count...])
      kernels.fillUniforms(choices, .sample, seed: seed, step: step)
      kernels.fillNormals(spreads, .spread, seed: seed, step: step)
      for row in 0..<labels.count {
        let component = component(choices[row])
        labels[row] = classes[component]
        for i in 0..<width {
          samples[row * width + i] = Float(
            means[component * width + i] + deviations[component] * spreads[row * width + i])
        }
      }
    }
  }

  /// The first component at which the sum of the weights passes the share `u` of their total.
  private func component(_ u: Double) -> Int {
    let wanted = u * sums[sums.count - 1]
    var low = 0, high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] <= wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

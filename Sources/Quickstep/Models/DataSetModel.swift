import Tensors

/// The ideal denoiser of a finite set of images: the distribution is the set itself, every image
/// (of a class) equally likely, and the data prediction is the posterior mean over the images.
///
/// D = sum_n r_n y_n with r = softmax(-|x - alpha y_n|² / 2 sigma²).
public final class DataSetModel: ExactModel {
  public let shape: SampleShape
  public let prediction = Prediction.data
  public let pathTolerance = 1e-5
  public let pathBudget = 2_000
  public let classNames: [String]
  public let count: Int

  /// The difference that one step of a byte makes.
  private static let scale = 2 / 255.0

  /// The class of each image; empty without classes.
  public let labels: [Int32]
  private let pixels: [UInt8]
  /// The images of each class.
  private let members: [[Int]]
  private let tables: IdealDenoiserTables

  /// - Parameters:
  ///   - pixels: at least one image, rows of pixels with their channels side by side; the bytes
  ///     0 … 255 stand for -1 … 1.
  ///   - labels: one index into `names` for each image; `nil` where there are no classes.
  ///   - names: of the classes; those without an image are left out.
  public init(
    pixels: [UInt8], width: Int, height: Int, channels: Int, labels: [Int]? = nil,
    names: [String] = []
  ) {
    let size = width * height * channels
    shape = .picture(width: width, height: height, channels: channels)
    count = pixels.count / size
    self.pixels = pixels
    var members = Array(repeating: [Int](), count: labels == nil ? 0 : names.count)
    for (image, label) in (labels ?? []).enumerated() { members[label].append(image) }
    let present = members.indices.filter { !members[$0].isEmpty }
    classNames = present.map { names[$0] }
    self.members = present.map { members[$0] }
    var places = Array(repeating: Int32(0), count: members.count)
    for (place, label) in present.enumerated() { places[label] = Int32(place) }
    self.labels = (labels ?? []).map { places[$0] }
    tables = IdealDenoiserTables(
      pixels: pixels, dimension: size, scale: Self.scale, offset: -1, classes: self.labels)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    tables.evaluate(
      x.values, alpha: level.alpha, sigma: level.sigma, classes: classes,
      into: output.mutableValues, with: kernels)
  }

  public func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    let choices = AlignedBuffer(count: classes.count)
    kernels.fillUniforms(
      choices.mutableValues, samples: 0..<UInt32(classes.count),
      key: NoiseKey(seed: seed, step: 0, purpose: NoisePurpose.truth.rawValue))
    return classes.enumerated().flatMap { row, wanted in
      guard wanted != anyClass else { return image(Int(choices[row] * Double(count))) }
      let images = members[Int(wanted)]
      return image(images[Int(choices[row] * Double(images.count))])
    }
  }

  public func meanVariance(ofClass wanted: Int32) -> Double {
    let d = shape.count
    let images = wanted == anyClass ? Array(0..<count) : members[Int(wanted)]
    let sum = images.reduce(0.0) { sum, image in
      var total = 0, squares = 0
      for byte in pixels[image * d..<(image + 1) * d] {
        total += Int(byte)
        squares += Int(byte) * Int(byte)
      }
      return sum + Double(squares) - Double(total) * Double(total) / Double(d)
    }
    return Self.scale * Self.scale * sum / Double(max(1, d - 1) * images.count)
  }

  /// One image as a sample.
  public func image(_ index: Int) -> [Double] {
    let size = shape.count
    return pixels[index * size..<(index + 1) * size].map { Self.scale * Double($0) - 1 }
  }

  /// For each sample the nearest image, whatever its class.
  /// - Parameter samples: rows of samples.
  public func nearestImages(_ samples: [Double], with kernels: Kernels) -> [ImageEvidence] {
    samples.withUnsafeBufferPointer {
      tables.nearestImages(
        to: $0, classes: Array(repeating: anyClass, count: samples.count / shape.count),
        with: kernels)
    }
  }
}

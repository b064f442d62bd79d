import Glibc
import Tensors

/// The ideal denoiser of a finite set of images: the distribution is the set itself, every image
/// (of a class) equally likely, and the data prediction is the posterior mean over the images.
///
/// D = sum_n r_n y_n with r = softmax(-|x - alpha y_n|² / 2 sigma²).
public final class DataSetModel: ExactModel {
  public let shape: SampleShape
  public let prediction = Prediction.data
  public let pathAccuracy = PathAccuracy.coarse
  public let classNames: [String]
  public let count: Int

  /// The images class after class: bytes 0 … 255 that stand for -1 … 1.
  let pixels: [UInt8]
  /// For each class the images that belong to it.
  let ranges: [Range<Int>]

  /// - Parameters:
  ///   - pixels: at least one image, rows of pixels with their channels side by side.
  ///   - labels: one index into `names` for each image; `nil` where there are no classes.
  ///   - names: of the classes; those without an image are left out.
  public init(
    pixels: [UInt8], width: Int, height: Int, channels: Int, labels: [Int]? = nil,
    names: [String] = []
  ) {
    let size = width * height * channels
    precondition(size > 0 && !pixels.isEmpty && pixels.count.isMultiple(of: size))
    shape = .picture(width: width, height: height, channels: channels)
    count = pixels.count / size
    guard let labels else {
      classNames = []
      self.pixels = pixels
      ranges = [0..<count]
      return
    }
    precondition(labels.count == count)
    var members = Array(repeating: [Int](), count: names.count)
    for (image, label) in labels.enumerated() { members[label].append(image) }
    let present = names.indices.filter { !members[$0].isEmpty }
    var sorted: [UInt8] = []
    sorted.reserveCapacity(pixels.count)
    var ranges: [Range<Int>] = []
    for label in present {
      let first = sorted.count / size
      for image in members[label] {
        sorted.append(contentsOf: pixels[image * size..<(image + 1) * size])
      }
      ranges.append(first..<sorted.count / size)
    }
    classNames = present.map { names[$0] }
    self.pixels = sorted
    self.ranges = ranges
  }

  /// The images of a class, all for `anyClass`.
  public func images(ofClass wanted: Int32) -> Range<Int> {
    wanted == anyClass ? 0..<count : ranges[Int(wanted)]
  }

  /// The class of an image; `nil` without classes.
  public func classIndex(ofImage image: Int) -> Int32? {
    classNames.isEmpty ? nil : ranges.firstIndex { $0.contains(image) }.map(Int32.init)
  }

  public func evaluate(
    _ x: AlignedBuffer, at level: NoiseLevel, classes: [Int32], into output: AlignedBuffer,
    with kernels: Kernels
  ) {
    let d = shape.count
    nonisolated(unsafe) let from = x.start
    nonisolated(unsafe) let to = output.start
    kernels.pool.parallelFor(classes.count) { row in
      posteriorMean(
        from + row * d, at: level, over: images(ofClass: classes[row]), into: to + row * d)
    }
  }

  public func trueSamples(classes: [Int32], seed: UInt64, with kernels: Kernels) -> [Double] {
    let choices = AlignedBuffer(count: classes.count)
    kernels.fillUniforms(
      choices.mutableValues, samples: 0..<UInt32(classes.count),
      key: NoiseKey(seed: seed, step: 0, purpose: NoisePurpose.truth.rawValue))
    return classes.enumerated().flatMap { row, wanted in
      let used = images(ofClass: wanted)
      return image(used.lowerBound + Int(choices[row] * Double(used.count)))
    }
  }

  /// One image as a sample.
  public func image(_ index: Int) -> [Double] {
    let d = shape.count
    return pixels[index * d..<(index + 1) * d].map { pixelValues[Int($0)] }
  }

  private func posteriorMean(
    _ x: UnsafePointer<Double>, at level: NoiseLevel, over used: Range<Int>,
    into out: UnsafeMutablePointer<Double>
  ) {
    let d = shape.count
    let distances = squaredDistances(x, alpha: level.alpha, over: used)
    let smallest = distances.min() ?? 0
    var total = 0.0
    for i in 0..<d { out[i] = 0 }
    for (place, n) in used.enumerated() {
      let excess = distances[place] - smallest
      let r = excess == 0 ? 1 : exp(-excess / (2 * level.sigma * level.sigma))
      if r == 0 { continue }
      total += r
      for i in 0..<d { out[i] += r * pixelValues[Int(pixels[n * d + i])] }
    }
    for i in 0..<d { out[i] /= total }
  }

  /// |x - alpha y_n|² for the images `used`.
  func squaredDistances(
    _ x: UnsafePointer<Double>, alpha: Double, over used: Range<Int>
  ) -> [Double] {
    let d = shape.count
    let scaled = pixelValues.map { alpha * $0 }
    return used.map { n in
      var sum = 0.0
      for i in 0..<d {
        let difference = x[i] - scaled[Int(pixels[n * d + i])]
        sum += difference * difference
      }
      return sum
    }
  }
}

/// What the bytes 0 … 255 stand for: -1 … 1 in equal steps.
private let pixelValues = (0...255).map { Double($0) / 127.5 - 1 }

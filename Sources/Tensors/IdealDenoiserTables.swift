/// A set of images of one size, laid out for the ideal denoiser: the posterior mean over the set.
///
/// The images are bytes, and y = scale * byte + offset is what the denoiser sees. They are grouped
/// by class, so that a class is a run of images.
public final class IdealDenoiserTables: @unchecked Sendable {
  // Immutable after `init`, which is why it may be shared.

  public let count: Int
  /// Numbers of an image.
  public let dimension: Int
  public let scale: Double
  public let offset: Double

  /// Bytes from one image to the next.
  let stride: Int
  let bytes: UnsafeMutablePointer<UInt8>
  /// |u|^2 of every image, and room to read eight at a time.
  let norms: AlignedBuffer
  /// Where each image stood in the data.
  let origins: [Int]
  private let classImages: [Range<Int>]

  /// - Parameters:
  ///   - pixels: one image after the other, `dimension` bytes each; at least one image.
  ///   - scale: what a byte is multiplied with; 2/255 for pictures from -1 to 1.
  ///   - offset: what is added then; -1 for pictures from -1 to 1.
  ///   - classes: the class of each image, 0, 1, …; empty where there are none.
  public init(
    pixels: [UInt8], dimension: Int, scale: Double, offset: Double, classes: [Int32] = []
  ) {
    precondition(dimension > 0 && !pixels.isEmpty && pixels.count.isMultiple(of: dimension))
    let count = pixels.count / dimension
    precondition(classes.isEmpty || classes.count == count)
    var members = [[Int]](repeating: [], count: Int(classes.max() ?? -1) + 1)
    for (image, label) in classes.enumerated() { members[Int(label)].append(image) }
    var classImages: [Range<Int>] = []
    for images in members {
      let first = classImages.last?.upperBound ?? 0
      classImages.append(first..<first + images.count)
    }

    self.count = count
    self.dimension = dimension
    self.scale = scale
    self.offset = offset
    self.classImages = classImages
    origins = classes.isEmpty ? Array(0..<count) : members.flatMap(\.self)
    stride = (dimension + 15) / 16 * 16
    bytes = UnsafeMutableRawPointer.allocate(
      byteCount: count * stride, alignment: AlignedBuffer.alignment
    ).bindMemory(to: UInt8.self, capacity: count * stride)
    bytes.initialize(repeating: 0, count: count * stride)
    norms = AlignedBuffer(count: count + 8)
    for (place, image) in origins.enumerated() {
      var norm = 0
      for i in 0..<dimension {
        let byte = pixels[image * dimension + i]
        bytes[place * stride + i] = byte
        norm += Int(byte) * Int(byte)
      }
      norms[place] = Double(norm)
    }
  }

  deinit {
    UnsafeMutableRawPointer(bytes).deallocate()
  }

  /// The images of a class, at their places; all of them for a negative class.
  func images(ofClass label: Int32) -> Range<Int> {
    label < 0 ? 0..<count : classImages[Int(label)]
  }

  /// |x - alpha y|^2 for the image at a place, summed directly.
  func squaredDistance(
    _ x: UnsafePointer<Double>, _ alpha: Double, _ place: Int
  ) -> Double {
    var sum = 0.0
    for i in 0..<dimension {
      let y = scale * Double(bytes[place * stride + i]) + offset
      sum += (x[i] - alpha * y) * (x[i] - alpha * y)
    }
    return sum
  }
}

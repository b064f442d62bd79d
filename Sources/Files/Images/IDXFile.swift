import Glibc

/// The format MNIST is published in: a big-endian header and one byte per value, plain or gzip'd.
///
/// Images have magic number 0x00000803 (count, rows, columns) or 0x00000804 (and channels),
/// labels 0x00000801 (count).
public enum IDXFile {
  /// Where the classes of the images come from.
  public enum Labels: Sendable {
    case none
    /// `…images-idx3-ubyte` has its labels in `…labels-idx1-ubyte`, both with or without `.gz`, and
    /// with a point for the first hyphen or without; no labels if there is no such file.
    case besideTheImages
    case file(String)
  }

  /// Reads images and their labels.
  /// - Throws: `FileError` for a wrong header, missing or extra bytes, or another number of
  ///   labels than images.
  public static func read(_ path: String, labels: Labels) throws(FileError) -> ImageSet {
    let set = try images(ByteSource(contentsOf: path, limit: ByteLimit.data))
    let labelPath: String? =
      switch labels {
      case .none: nil
      case .besideTheImages: labelFile(besideImages: path)
      case .file(let path): path
      }
    guard let labelPath else { return set }
    return try label(set, from: ByteSource(contentsOf: labelPath, limit: ByteLimit.data))
  }

  /// The images with the labels of a label file; classes are those that occur, called by their
  /// numbers.
  static func label(_ set: ImageSet, from source: ByteSource) throws(FileError) -> ImageSet {
    let values = try labels(source)
    guard values.count == set.count else {
      throw source.error(
        .labelCount(labels: values.count, images: set.count, imageFile: lastComponent(set.path)))
    }
    var labelled = set
    let classes = Set(values).sorted()
    labelled.labels = values.map { value in classes.firstIndex(of: value)! }
    labelled.classNames = classes.map(String.init)
    return labelled
  }

  /// Decodes an image file, without labels.
  public static func images(_ source: ByteSource) throws(FileError) -> ImageSet {
    let dimensions = try header(source, magics: [0x0803: 3, 0x0804: 4], .idxImages)
    let (height, width) = (dimensions[1], dimensions[2])
    let channels = dimensions.count == 4 ? dimensions[3] : 1
    guard channels == 1 || channels == 3 else {
      throw source.error(
        .unsupported(feature: "\(channels) channels", supported: "1 (grey) or 3 (colour)"))
    }
    guard height > 0, width > 0, dimensions[0] > 0 else {
      throw source.error(.nothingInside("images"))
    }
    return ImageSet(
      name: nameWithoutEnding(source.path), path: source.path, width: width, height: height,
      channels: channels, pixels: try values(source, dimensions, part: "the images"))
  }

  /// Decodes a label file: one class of 0...255 for each image.
  public static func labels(_ source: ByteSource) throws(FileError) -> [UInt8] {
    let dimensions = try header(source, magics: [0x0801: 1], .idxLabels)
    return try values(source, dimensions, part: "the labels")
  }

  /// The label file that belongs to an image file by MNIST's naming, if it exists.
  public static func labelFile(besideImages path: String) -> String? {
    let folder = path.dropLast(lastComponent(path).count)
    var name = lastComponent(path)
    if name.hasSuffix(".gz") { name.removeLast(3) }
    for spelling in spellings {
      let images = ["3", "4"].map { "images\(spelling)idx\($0)-ubyte" }
      guard let stem = images.first(where: name.hasSuffix) else { continue }
      let others = [spelling] + spellings.filter { $0 != spelling }
      let start = String(folder + name.dropLast(stem.count))
      return others.flatMap { other in
        ["", ".gz"].map { ending in "\(start)labels\(other)idx1-ubyte\(ending)" }
      }.first { access($0, F_OK) == 0 }
    }
    return nil
  }

  /// What stands between `images` and `idx3` in the names of files.
  private static let spellings = ["-", "."]
}

private func header(
  _ source: ByteSource, magics: [Int: Int], _ format: FileFormat
) throws(FileError) -> [Int] {
  guard source.bytes.count >= 4 else { throw source.error(.wrongFormat(format)) }
  guard let rank = magics[bigEndian32(source.bytes, 0)] else {
    throw source.error(.wrongFormat(format))
  }
  let size = 4 + 4 * rank
  guard source.bytes.count >= size else {
    throw source.error(
      .truncated(part: "the header", needed: size, found: source.bytes.count))
  }
  return (0..<rank).map { bigEndian32(source.bytes, 4 + 4 * $0) }
}

private func values(
  _ source: ByteSource, _ dimensions: [Int], part: String
) throws(FileError) -> [UInt8] {
  let start = 4 + 4 * dimensions.count
  let found = source.bytes.count - start
  guard let needed = product(dimensions), needed <= found else {
    throw source.error(
      .truncated(part: part, needed: product(dimensions) ?? .max, found: found))
  }
  guard needed == found else { throw source.error(.trailingBytes(found - needed)) }
  return Array(source.bytes[start...])
}

private func bigEndian32(_ bytes: [UInt8], _ offset: Int) -> Int {
  bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
}

/// The product, or nil where it does not fit.
func product(_ factors: [Int]) -> Int? {
  var result = 1
  for factor in factors {
    let (value, overflow) = result.multipliedReportingOverflow(by: factor)
    if overflow { return nil }
    result = value
  }
  return result
}

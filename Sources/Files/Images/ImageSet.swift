/// Images of one size in memory, with their classes where they have any.
public struct ImageSet: Equatable, Sendable {
  /// What the set goes by: the name of the file or folder without its ending.
  public var name: String
  /// Where it was read from.
  public var path: String
  public var width: Int
  public var height: Int
  /// 1 (grey) or 3 (red, green, blue).
  public var channels: Int
  /// `count * height * width * channels` values of 0...255: image by image, row by row, the
  /// channels of one point together.
  public var pixels: [UInt8]
  /// One index into `classNames` for each image, or nil where there are no classes.
  public var labels: [Int]?
  /// Names of the classes; empty without labels.
  public var classNames: [String]

  public init(
    name: String, path: String, width: Int, height: Int, channels: Int, pixels: [UInt8],
    labels: [Int]? = nil, classNames: [String] = []
  ) {
    precondition(pixels.count.isMultiple(of: width * height * channels))
    precondition(labels == nil || labels?.count == pixels.count / (width * height * channels))
    self.name = name
    self.path = path
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
    self.labels = labels
    self.classNames = classNames
  }

  public var count: Int { pixels.count / (width * height * channels) }

  /// Reads images from a folder of pictures or an IDX file, whichever `path` is.
  ///
  /// The labels of an IDX file are looked for beside it, see ``IDXFile/read(_:labels:)``.
  public static func read(_ path: String) throws(FileError) -> ImageSet {
    isFolder(path)
      ? try PictureFolder.read(path) : try IDXFile.read(path, labels: .besideTheImages)
  }
}

/// The last part of a path, without `.gz` and without one more ending.
func nameWithoutEnding(_ path: String) -> String {
  var name = lastComponent(path)
  if name.hasSuffix(".gz") { name.removeLast(3) }
  if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
  return name
}

package func lastComponent(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

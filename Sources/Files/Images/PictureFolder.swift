/// A folder of PNG pictures as a set of images.
///
/// Pictures directly in the folder have no classes. Otherwise every sub-folder that holds
/// pictures is a class; classes and pictures are in the order of their names' bytes. Hidden files
/// and files that are not named `.png` are skipped, deeper folders are not entered.
public enum PictureFolder {
  /// The most pictures of one folder.
  public static let countLimit = 1_000_000

  /// Reads all pictures.
  /// - Throws: `FileError` where there is no picture, one cannot be decoded or differs in size or
  ///   kind from the first, or pictures lie both beside and inside sub-folders.
  public static func read(_ path: String) throws(FileError) -> ImageSet {
    let (classNames, pictures) = try list(path)
    var first: PixelPicture?
    var pixels: [UInt8] = []
    for (file, _) in pictures {
      let picture = try PNGFile.read(file)
      if let first, first.shape != picture.shape {
        throw FileError(
          path: file,
          problem: .picturesDiffer(
            shape: picture.shape, other: pictures[0].path, otherShape: first.shape))
      }
      guard pixels.count + picture.pixels.count <= ByteLimit.data else {
        throw FileError(path: path, problem: .tooLarge(limit: ByteLimit.data))
      }
      if first == nil { pixels.reserveCapacity(picture.pixels.count * pictures.count) }
      first = first ?? picture
      pixels += picture.pixels
    }
    guard let first else { throw FileError(path: path, problem: .noPictures(otherFiles: 0)) }
    return ImageSet(
      name: lastComponent(path), path: path, width: first.width, height: first.height,
      channels: first.channels, pixels: pixels,
      labels: classNames.isEmpty ? nil : pictures.map(\.label), classNames: classNames)
  }
}

private typealias LabelledFile = (path: String, label: Int)

private func list(
  _ path: String
) throws(FileError) -> (classNames: [String], pictures: [LabelledFile]) {
  let entries = try visibleEntries(path)
  let direct = entries.filter(isPictureName)
  var classNames: [String] = []
  var inside: [LabelledFile] = []
  var others = entries.count - direct.count
  for entry in entries where isFolder(path + "/" + entry) {
    let folder = path + "/" + entry
    others -= 1
    let files = try visibleEntries(folder)
    let pictures = files.filter(isPictureName)
    others += files.count - pictures.count
    if pictures.isEmpty { continue }
    inside += pictures.map { (folder + "/" + $0, classNames.count) }
    classNames.append(entry)
    try checkCount(inside.count, path)
  }
  try checkCount(direct.count, path)
  if let picture = direct.first, let folder = classNames.first {
    throw FileError(
      path: path, problem: .picturesBesideClasses(picture: picture, folder: folder))
  }
  guard !direct.isEmpty || !inside.isEmpty else {
    throw FileError(path: path, problem: .noPictures(otherFiles: others))
  }
  return (classNames, direct.map { (path + "/" + $0, 0) } + inside)
}

private func checkCount(_ count: Int, _ path: String) throws(FileError) {
  guard count <= PictureFolder.countLimit else {
    throw FileError(path: path, problem: .tooMany("pictures", limit: PictureFolder.countLimit))
  }
}

/// Whether a file of this name is taken for a picture.
package func isPictureName(_ name: String) -> Bool { name.lowercased().hasSuffix(".png") }

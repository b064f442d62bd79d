extension ImageSet {
  /// The 512 handwritten digits that come with the program (`data/digits.md`).
  public static func bundledDigits() throws(FileError) -> ImageSet {
    let folder = "data/digits-512-"
    guard let images = BundledFile.named(folder + "images-idx3-ubyte.gz"),
      let labels = BundledFile.named(folder + "labels-idx1-ubyte.gz")
    else { preconditionFailure("the digits are not bundled") }
    var set = try IDXFile.images(images.source())
    set.name = "digits"
    return try IDXFile.label(set, from: labels.source())
  }
}

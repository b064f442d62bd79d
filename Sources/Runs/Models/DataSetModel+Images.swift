import Files
import Quickstep

extension DataSetModel {
  /// The ideal denoiser of the first `limit` images.
  convenience init(_ images: ImageSet, limit: Int) {
    let count = min(limit, images.count)
    let size = images.width * images.height * images.channels
    self.init(
      pixels: count == images.count ? images.pixels : Array(images.pixels[..<(count * size)]),
      width: images.width, height: images.height, channels: images.channels,
      labels: images.labels.map { Array($0.prefix(count)) }, names: images.classNames)
  }
}

import CKernels

/// A few samples of one class that the image kernels take together.
struct ImageTile {
  /// Which rows of the batch: at most four.
  let samples: [Int]
  /// The images of their class.
  let images: Range<Int>

  /// The most samples of a tile.
  static let limit = Int(CK_IMAGE_SAMPLES)

  /// Cuts samples, ordered by class, into tiles of even sizes.
  static func tiles(
    _ samples: ArraySlice<Int>, classes: [Int32], of tables: IdealDenoiserTables
  ) -> [ImageTile] {
    var tiles: [ImageTile] = []
    var rest = samples
    while let first = rest.first {
      let label = classes[first]
      let same = rest.prefix { classes[$0] == label }
      rest = rest.dropFirst(same.count)
      let images = tables.images(ofClass: label)
      precondition(!images.isEmpty)
      let pieces = (same.count + limit - 1) / limit
      for piece in 0..<pieces {
        let lower = same.startIndex + same.count * piece / pieces
        let upper = same.startIndex + same.count * (piece + 1) / pieces
        tiles.append(ImageTile(samples: Array(same[lower..<upper]), images: images))
      }
    }
    return tiles
  }

  /// Up to four neighbouring tiles of one class, which share what they read of the images.
  static func bands(_ tiles: [ImageTile]) -> [Range<Int>] {
    var bands: [Range<Int>] = []
    for tile in tiles.indices {
      if let last = bands.last, last.count < 4, tiles[last.lowerBound].images == tiles[tile].images
      {
        bands[bands.count - 1] = last.lowerBound..<tile + 1
      } else {
        bands.append(tile..<tile + 1)
      }
    }
    return bands
  }
}

import CKernels

/// The memory and the three passes for some samples over their images; see images.inc for the
/// formulas.
///
/// Every pass is a loop of the pool over pieces fixed by the problem, and each piece writes places
/// of its own, which is why the workers may share this object.
final class ImageRound: @unchecked Sendable {
  private let tables: IdealDenoiserTables
  private let tiles: [ImageTile]
  private let bands: [Range<Int>]
  private let x: UnsafePointer<Double>
  private let alpha: Double
  private let sigma: Double
  private let kernels: Kernels

  /// Where the rows of each tile begin in `weights`; a row is a multiple of eight long.
  private let rowStarts: [Int]
  private let rowLengths: [Int]

  /// Products with the images, then softmax weights: [tile][sample][image].
  private let weights: AlignedBuffer
  /// The weights that are not all zero: [tile][chunk][image][sample], with their images.
  private let gathered: AlignedBuffer
  private let which: UnsafeMutablePointer<UInt32>
  private let gatheredCounts: UnsafeMutablePointer<Int>
  private let softmaxes: UnsafeMutablePointer<ck_image_softmax>

  /// Images of a piece of work: they fit the second level of cache.
  private static let chunk = 64
  /// Coordinates of a piece of work in the second product.
  private static let span = 192

  init(
    _ tables: IdealDenoiserTables, _ tiles: [ImageTile], x: UnsafePointer<Double>, alpha: Double,
    sigma: Double, kernels: Kernels
  ) {
    self.tables = tables
    self.tiles = tiles
    self.x = x
    self.alpha = alpha
    self.sigma = sigma
    self.kernels = kernels
    bands = ImageTile.bands(tiles)
    rowLengths = tiles.map { ($0.images.count + 7) / 8 * 8 }
    var starts = [0]
    for (tile, length) in zip(tiles, rowLengths) {
      starts.append(starts.last! + tile.samples.count * length)
    }
    rowStarts = starts
    weights = AlignedBuffer(count: starts.last!)
    gathered = AlignedBuffer(count: starts.last!)
    which = .allocate(capacity: starts.last!)
    gatheredCounts = .allocate(capacity: starts.last! / 8)
    softmaxes = .allocate(capacity: tiles.count * ImageTile.limit)
  }

  deinit {
    which.deallocate()
    gatheredCounts.deallocate()
    softmaxes.deallocate()
  }

  /// The products of samples and images, and their softmax: leaves the gathered weights.
  func weigh() -> [(sample: Int, evidence: ImageEvidence)] {
    multiply()
    kernels.pool.parallelFor(tiles.count) { self.takeSoftmax($0) }
    return tiles.indices.flatMap { tile in
      tiles[tile].samples.indices.map { row in
        (tiles[tile].samples[row], evidence(tile: tile, row: row))
      }
    }
  }

  /// dots = z . u, a band of tiles and a chunk of images at a time.
  private func multiply() {
    let stride = tables.stride
    let packed = tiles.map { packedSamples($0) }
    let pieces = bands.flatMap { band in
      chunks(of: tiles[band.lowerBound]).map { (band: band, images: $0) }
    }
    withExtendedLifetime(packed) {
      nonisolated(unsafe) let packed = packed
      kernels.pool.parallelFor(pieces.count) { piece in
        let (band, images) = pieces[piece]
        for tile in band {
          self.kernels.table.pointee.image_dots(
            self.tables.bytes + images.lowerBound * stride, stride, images.count,
            packed[tile].start, self.tiles[tile].samples.count,
            self.weights.start + self.rowStarts[tile] + images.lowerBound
              - self.tiles[tile].images.lowerBound, self.rowLengths[tile])
        }
      }
    }
  }

  /// z = x - alpha b of a tile's samples, in turns of eight coordinates.
  private func packedSamples(_ tile: ImageTile) -> AlignedBuffer {
    let count = tile.samples.count
    let packed = AlignedBuffer(count: tables.stride * count)
    for (row, sample) in tile.samples.enumerated() {
      let x = x + sample * tables.dimension
      for i in 0..<tables.dimension {
        packed.start[i / 8 * 8 * count + row * 8 + i % 8] = x[i] - alpha * tables.offset
      }
    }
    return packed
  }

  private func chunks(of tile: ImageTile) -> [Range<Int>] {
    Swift.stride(from: tile.images.lowerBound, to: tile.images.upperBound, by: Self.chunk).map {
      $0..<min($0 + Self.chunk, tile.images.upperBound)
    }
  }

  private func takeSoftmax(_ tile: Int) {
    let samples = tiles[tile].samples.count
    let images = tiles[tile].images
    let precision = min(0.5 / (sigma * sigma), 1e300)
    let cut = -56 * logarithm(2) - logarithm(Double(images.count))
    for row in 0..<samples {
      softmaxes[tile * ImageTile.limit + row] = kernels.table.pointee.image_weights(
        weights.start + rowStarts[tile] + row * rowLengths[tile],
        tables.norms.start + images.lowerBound, images.count, alpha * tables.scale, precision, cut)
    }
    for (index, chunk) in chunks(of: tiles[tile]).enumerated() {
      let from = chunk.lowerBound - images.lowerBound
      gatheredCounts[rowStarts[tile] / 8 + index] = kernels.table.pointee.image_gather(
        weights.start + rowStarts[tile], rowLengths[tile], samples, from, from + chunk.count,
        which + rowStarts[tile] + from, gathered.start + rowStarts[tile] + from * samples)
    }
  }

  private func evidence(tile: Int, row: Int) -> ImageEvidence {
    let softmax = softmaxes[tile * ImageTile.limit + row]
    let images = tiles[tile].images
    let place = images.lowerBound + softmax.nearest
    let distance = tables.squaredDistance(
      x + tiles[tile].samples[row] * tables.dimension, alpha, place)
    let variance = sigma * sigma
    let logDensity =
      logarithm(softmax.sum / Double(images.count)) - distance / (2 * variance)
      - Double(tables.dimension) / 2 * logarithm(2 * .pi * variance)
    return ImageEvidence(
      nearest: tables.origins[place], squaredDistance: distance,
      logDensity: sigma > 0 ? logDensity : .nan)
  }

  /// mean = a sum_n r_n u_n + b, a band of tiles and a span of coordinates at a time.
  func accumulateMeans(into mean: UnsafeMutableBufferPointer<Double>) {
    let stride = tables.stride
    let sums = tiles.map { AlignedBuffer(count: stride * $0.samples.count) }
    let pieces = bands.flatMap { band in
      Swift.stride(from: 0, to: stride, by: Self.span).map {
        (band: band, from: $0, to: min($0 + Self.span, stride))
      }
    }
    withExtendedLifetime(sums) {
      nonisolated(unsafe) let (sums, mean) = (sums, mean)
      kernels.pool.parallelFor(pieces.count) { piece in
        let (band, from, to) = pieces[piece]
        for (index, chunk) in self.chunks(of: self.tiles[band.lowerBound]).enumerated() {
          for tile in band {
            let start = self.rowStarts[tile]
            let first = chunk.lowerBound - self.tiles[tile].images.lowerBound
            let samples = self.tiles[tile].samples.count
            self.kernels.table.pointee.image_sums(
              self.tables.bytes + self.tiles[tile].images.lowerBound * stride, stride, from, to,
              self.which + start + first, self.gatheredCounts[start / 8 + index],
              self.gathered.start + start + first * samples, samples, sums[tile].start)
          }
        }
        for tile in band { self.writeMeans(tile, sums[tile], from..<to, mean) }
      }
    }
  }

  private func writeMeans(
    _ tile: Int, _ sums: AlignedBuffer, _ span: Range<Int>,
    _ mean: UnsafeMutableBufferPointer<Double>
  ) {
    let dimension = tables.dimension
    for (row, sample) in tiles[tile].samples.enumerated() {
      let sum = softmaxes[tile * ImageTile.limit + row].sum
      for i in span.lowerBound..<min(span.upperBound, dimension) {
        mean[sample * dimension + i] =
          tables.scale * (sums.start[row * tables.stride + i] / sum) + tables.offset
      }
    }
  }
}

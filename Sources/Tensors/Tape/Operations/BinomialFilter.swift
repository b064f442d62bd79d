/// The filter (1, 3, 3, 1) / 8 along both axes, between images of a size and of twice that size;
/// outside the images are zeros (as `upfirdn2d` of StyleGAN2, Karras et al. 2020).
///
/// Coarse pixel i covers fine pixels 2 i - 1 … 2 i + 2. Gathering and spreading are each other's
/// transpose.
enum BinomialFilter {
  private static let taps: [Float] = [1, 3, 3, 1]

  /// coarse (+)= factor / 64 times the weighted sum of 4x4 fine pixels, for a line of the coarse
  /// images.
  static func gather(
    _ coarse: Site.Target, _ coarseShape: TensorShape, from fine: UnsafePointer<Float>,
    _ fineShape: TensorShape, factor: Float, line: Int
  ) {
    let channels = fineShape.channels
    let (image, i) = line.quotientAndRemainder(dividingBy: coarseShape.height)
    for j in 0..<coarseShape.width {
      let out = coarse.zeroed(from: (line * coarseShape.width + j) * channels, count: channels)
      for (ky, y) in (2 * i - 1...2 * i + 2).enumerated() where (0..<fineShape.height).contains(y) {
        for (kx, x) in (2 * j - 1...2 * j + 2).enumerated() where (0..<fineShape.width).contains(x)
        {
          let p = fine + ((image * fineShape.height + y) * fineShape.width + x) * channels
          add(out, factor / 64 * taps[ky] * taps[kx], p, channels)
        }
      }
    }
  }

  /// fine (+)= factor / 64 times the weighted sum of the coarse pixels that cover it, for a line
  /// of the fine images.
  static func spread(
    _ fine: Site.Target, _ fineShape: TensorShape, from coarse: UnsafePointer<Float>,
    _ coarseShape: TensorShape, factor: Float, line: Int
  ) {
    let channels = fineShape.channels
    let (image, y) = line.quotientAndRemainder(dividingBy: fineShape.height)
    for x in 0..<fineShape.width {
      let out = fine.zeroed(from: (line * fineShape.width + x) * channels, count: channels)
      for i in [(y - 1) >> 1, (y + 1) >> 1] where (0..<coarseShape.height).contains(i) {
        for j in [(x - 1) >> 1, (x + 1) >> 1] where (0..<coarseShape.width).contains(j) {
          let p = coarse + ((image * coarseShape.height + i) * coarseShape.width + j) * channels
          add(out, factor / 64 * taps[y - 2 * i + 1] * taps[x - 2 * j + 1], p, channels)
        }
      }
    }
  }

  private static func add(
    _ out: UnsafeMutablePointer<Float>, _ weight: Float, _ x: UnsafePointer<Float>, _ count: Int
  ) {
    for c in 0..<count { out[c] += weight * x[c] }
  }
}

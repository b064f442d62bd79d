import Files
import Quickstep
import Screen

/// Finished samples as a picture: a grid of pictures, or points in the plane.
struct SamplePreview {
  private let samples: [Double]
  private let shape: SampleShape

  init(_ samples: [Double], of shape: SampleShape) {
    self.samples = samples
    self.shape = shape
  }

  /// The picture in characters.
  func text(columns: Int, rows: Int) -> String {
    var display = DisplayCapabilities()
    display.colorDepth = .none
    display.glyphs = .ascii
    let surface = PictureSurface(mode: .ascii, display: display, theme: .unstyled)
    var frame = Frame(size: Size(columns: columns, rows: rows))
    let rect = Rect(frame.size)
    switch shape {
    case .picture: surface.draw(image(surface, in: rect), in: rect, of: &frame)
    case .point: surface.draw(scatter, in: rect, of: &frame)
    }
    return frame.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0 + "\n" }.joined()
  }

  /// The picture in pixels.
  func picture() -> PixelPicture {
    let surface = PictureSurface(mode: .kitty, display: DisplayCapabilities(), theme: .unstyled)
    let image = image(surface, in: Rect(column: 0, row: 0, columns: 100, rows: 50))
    let picture = image.picture
    return PixelPicture(
      width: picture.width, height: picture.height, channels: 3,
      pixels: picture.pixels.flatMap { [$0.red, $0.green, $0.blue] })
  }

  private func image(_ surface: PictureSurface, in rect: Rect) -> Image {
    switch shape {
    case .picture(let width, let height, let channels):
      surface.image(
        ofSamples: samples, width: width, height: height, channels: channels, in: rect)
    case .point: .indexed(scatter.picture(size: PixelSize(width: 512, height: 512)))
    }
  }

  private var scatter: Scatter {
    let dimensions = shape.count
    let points = stride(from: 0, to: samples.count, by: dimensions).map { start in
      SIMD2(samples[start], dimensions > 1 ? samples[start + 1] : 0)
    }
    return Scatter(points: points, view: ViewBox(around: samples, dimensions: dimensions))
  }
}

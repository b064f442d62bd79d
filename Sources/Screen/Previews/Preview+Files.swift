import Experiments

// A preview outside the workbench.
extension Preview {
  /// In characters.
  public func text(columns: Int, rows: Int) -> String {
    var display = DisplayCapabilities()
    display.colorDepth = .none
    display.glyphs = .ascii
    let surface = PictureSurface(mode: .ascii, display: display, theme: .unstyled)
    var frame = Frame(size: Size(columns: columns, rows: rows))
    let rect = Rect(frame.size)
    switch self {
    case .points(let points) where points.trails.isEmpty:
      let view = points.box.map(ViewBox.init) ?? ViewBox(around: [points])
      surface.draw(Scatter(points, view: view), in: rect, of: &frame)
    case .pictures(let pictures):
      surface.draw(
        surface.grid(of: pictures, 0..<pictures.count, in: rect), in: rect, of: &frame)
    case .points, .text, .graph, .matrix, .curves, .decades, .beside:
      PreviewDrawing(
        surface: surface, look: Look(theme: .unstyled, glyphs: .ascii),
        box: ViewBox(around: points), page: 0, field: { _ in nil }
      ).draw(self, in: rect, of: &frame)
    }
    return frame.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0 + "\n" }.joined()
  }

  /// Where its points stand when it is drawn alone; `nil` for what has none.
  public var box: ViewBox? {
    guard case .points(let points) = self else { return nil }
    return points.box.map(ViewBox.init) ?? ViewBox(around: [points])
  }

  /// In pixels; `nil` for what is made of characters.
  /// - Parameter box: where points are shown, so that pictures of one run agree; `nil` for all of them.
  /// - Parameter side: pixels of a row and of a column, where they do not follow from what is shown.
  public func picture(in box: ViewBox? = nil, side: Int = 512) -> Picture? {
    let surface = PictureSurface(mode: .kitty, display: DisplayCapabilities(), theme: .unstyled)
    switch self {
    case .points(let points):
      let view = box ?? self.box ?? ViewBox(around: [points])
      let scatter = Scatter(points, view: view)
      return Image.indexed(scatter.picture(size: PixelSize(width: side, height: side))).picture
    case .pictures(let pictures):
      return surface.grid(
        of: pictures, 0..<pictures.count,
        in: Rect(column: 0, row: 0, columns: 100, rows: 50)
      ).picture
    case .matrix(let matrix):
      guard let scale = MatrixScale(covering: matrix.rows.joined()) else { return nil }
      let raster = MatrixRaster(
        matrix, in: PixelSize(width: side, height: side), pixelAspect: 1)
      let ground = surface.theme.assumedBackground
      return Image.indexed(raster.picture(matrix, scale, ground: ground)).picture
    case .beside(let titled):
      let box = box ?? ViewBox(around: points)
      let pictures = titled.compactMap { $0.preview?.picture(in: box, side: side) }
      return pictures.count == titled.count
        ? .beside(pictures, gap: 8, gapPixel: surface.theme.assumedBackground) : nil
    case .text, .graph, .curves, .decades: return nil
    }
  }
}

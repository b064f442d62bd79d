import Experiments

/// A field over the plane in characters, with axes: for what is printed.
public struct RegionDrawing {
  private let values: [Double]
  private let size: Size
  private let view: PlaneBox

  /// - Parameters:
  ///   - values: row by row from the top, each in the middle of a cell.
  ///   - size: cells of the field; the axes take five columns and two rows more.
  public init(values: [Double], size: Size, view: PlaneBox) {
    self.values = values
    self.size = size
    self.view = view
  }

  public func draw(
    in rect: Rect, of frame: inout Frame, look: Look, _ display: DisplayCapabilities
  ) {
    let field = DensityField(
      box: ViewBox(view),
      values: Plane(width: size.columns, height: size.rows, pixels: values), scale: .linear)
    ScatterPlot(
      scatter: Scatter(points: [], field: field, view: ViewBox(view), units: .stretched),
      surface: PictureSurface(mode: .braille, display: display, theme: look.theme), look: look
    ).draw(in: rect, of: &frame)
  }
}

import Experiments

/// Draws a preview of any kind.
struct PreviewDrawing {
  let surface: PictureSurface
  let look: Look
  /// The part of the plane in which points stand.
  let box: ViewBox
  /// Which of the pages that a batch takes is shown.
  let page: Int
  let field: (Points) -> DensityField?

  func draw(_ preview: Preview, in rect: Rect, of frame: inout Frame) {
    switch preview {
    case .points(let points):
      PointsView(points: points, field: field(points), box: box, surface: surface, look: look)
        .draw(in: rect, of: &frame)
    case .pictures(let pictures):
      PicturesView(pictures: pictures, surface: surface, look: look, page: page)
        .draw(in: rect, of: &frame)
    case .text(let text):
      TextView(text, surface: surface, look: look).draw(in: rect, of: &frame)
    case .graph(let graph):
      GraphView(graph, surface: surface, look: look).draw(in: rect, of: &frame)
    case .matrix(let matrix):
      MatrixView(matrix, surface: surface, look: look).draw(in: rect, of: &frame)
    case .curves(let curves): CurvesView(curves, look: look).draw(in: rect, of: &frame)
    case .decades(let curves):
      CurvesView(curves, scale: .logarithm, look: look).draw(in: rect, of: &frame)
    case .beside(let titled):
      BesideView(titled, drawing: self).draw(in: rect, of: &frame)
    }
  }
}

import Quickstep
import Runs
import Workbench

extension Drawing {
  var surface: PictureSurface {
    PictureSurface(
      mode: PictureMode(rawValue: state.previewModes.current) ?? .best(for: display),
      display: display, theme: look.theme)
  }

  func drawPreview(in rect: Rect, of frame: inout Frame) {
    guard let run = state.run, let batch = state.shownPreview.batch else {
      return drawTeaching(in: rect, of: &frame)
    }
    let values = batch.values
    switch run.start.shape {
    case .picture(let width, let height, let channels):
      drawPictures(
        values, PixelSize(width: width, height: height), channels: channels, in: rect, of: &frame)
    case .point(let dimensions):
      var place = rect
      if dimensions != 2, rect.rows >= 4 {
        let text =
          dimensions == 1
          ? "x over the sample's number"
          : "the first two of \(dimensions) coordinates"
        frame.write(
          text, in: rect.line(rect.rows - 1), alignment: .center, style: look.style(.dim))
        place = rect.top(rect.rows - 1)
      }
      drawPoints(batch, of: run, dimensions: dimensions, in: place, of: &frame)
    }
  }

  private func drawTeaching(in rect: Rect, of frame: inout Frame) {
    guard state.run?.record == nil else {
      return drawCentered("No preview of this step.", in: rect, of: &frame)
    }
    let text =
      state.forecast.problem.map { "This plan cannot run yet.\n\($0)" }
        ?? """
        No run yet.
        r runs this plan, n does one step.

        Pictures: \(state.previewModes.current); p takes another way.
        """
    drawCentered(text, in: rect, of: &frame)
  }

  /// An empty state: a few lines in the middle.
  func drawCentered(_ text: String, in rect: Rect, of frame: inout Frame) {
    let lines = Paragraph(text).lines(width: rect.columns)
    let place = rect.centered(columns: rect.columns, rows: lines.count)
    for (index, line) in lines.prefix(place.rows).enumerated() {
      frame.write(line, in: place.line(index), alignment: .center, style: look.style(.dim))
    }
  }

  private func drawPoints(
    _ batch: RunPreview.Batch, of run: ShownRun, dimensions: Int, in rect: Rect,
    of frame: inout Frame
  ) {
    guard dimensions > 0 else { return }
    let values = batch.values
    let points = (0..<values.count / dimensions).map { row in
      dimensions == 1
        ? SIMD2(Double(row), values[row])
        : SIMD2(values[row * dimensions], values[row * dimensions + 1])
    }
    let box = run.plotBox
    let scatter = Scatter(
      points: points, field: field(behind: batch), view: ViewBox(x: box.x, y: box.y),
      units: dimensions == 1 ? .stretched : .equal)
    ScatterPlot(scatter: scatter, surface: surface, look: look).draw(in: rect, of: &frame)
  }

  /// The newest true density of the model shown; while another is computed, the one before stays.
  private func field(behind batch: RunPreview.Batch) -> DensityField? {
    guard let density = state.density, density.density.model == batch.density?.model,
      density.values.count == DensityImage.width * DensityImage.height
    else { return nil }
    return DensityField(
      box: ViewBox(x: density.x, y: density.y),
      values: Plane(
        width: DensityImage.width, height: DensityImage.height, pixels: density.values))
  }
}

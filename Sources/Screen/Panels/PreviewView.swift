import Experiments
import Runs
import Workbench

extension Drawing {
  var surface: PictureSurface {
    PictureSurface(
      mode: PictureMode(rawValue: state.previewModes.current) ?? .best(for: display),
      display: display, theme: look.theme)
  }

  func drawPreview(in rect: Rect, of frame: inout Frame) {
    if let preview = state.cellPreview { return drawCell(preview, in: rect, of: &frame) }
    guard let run = state.run, let preview = state.shownPreview.preview else {
      return drawTeaching(in: rect, of: &frame)
    }
    if case .curves(let curves) = preview, curves.isEmpty {
      return drawCentered("Drawn when the run waits or has ended.", in: rect, of: &frame)
    }
    let box = ViewBox(x: run.plotBox.x, y: run.plotBox.y)
    let place = drawFilmstrip(box, below: rect, of: &frame)
    PreviewDrawing(
      surface: surface, look: look, box: box, page: state.previewPage,
      field: { self.field(behind: $0) }
    ).draw(preview, in: place, of: &frame)
  }

  /// The steps in small, where the preview is of pictures or points.
  /// - Returns: the place that is left.
  private func drawFilmstrip(
    _ box: ViewBox, below rect: Rect, of frame: inout Frame
  ) -> Rect {
    let rows = FilmstripView.rows(in: rect)
    guard rows > 0, let film = state.film else { return rect }
    FilmstripView(
      previews: film.previews, current: film.current, forks: film.forks, surface: surface,
      look: look, box: box
    ).draw(in: rect.droppingTop(rect.rows - rows), of: &frame)
    return rect.top(rect.rows - rows)
  }

  private func drawTeaching(in rect: Rect, of frame: inout Frame) {
    guard state.run?.record == nil else {
      return drawCentered("No preview of this step.", in: rect, of: &frame)
    }
    let text =
      state.forecast.problem.map { "This plan cannot run yet.\n\($0.text)" }
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

  /// The newest field of the subject shown; while another is computed, the one before stays.
  private func field(behind points: Points) -> DensityField? {
    guard let image = state.field, image.field.subject == points.field?.subject else { return nil }
    return DensityField(image)
  }
}

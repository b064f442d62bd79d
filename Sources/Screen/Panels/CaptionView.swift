import Workbench

extension Drawing {
  /// What a tour says, below the workbench: its place stays as high as it is.
  func drawCaption(in rect: Rect, of frame: inout Frame) {
    guard let demo = state.demo, !rect.isEmpty else { return }
    var place = rect
    if rect.rows >= 3 {
      drawHeading(of: demo, in: rect.line(0), of: &frame)
      place = rect.droppingTop(1)
    }
    Paragraph(caption(of: demo), role: demo.status == .playing ? .accent : .text)
      .draw(in: place.inset(columns: 1, rows: 0), of: &frame, look: look)
  }

  private func caption(of demo: Demo) -> String {
    switch demo.status {
    case .playing: demo.caption
    case .handedOver: "The keys are yours. Esc goes on with the tour where you took over."
    case .ended: "The tour is over; everything is as it left it. Any key goes on from here."
    }
  }

  /// A rule whose first part is as long as what is over, with the tour's title.
  private func drawHeading(of demo: Demo, in line: Rect, of frame: inout Frame) {
    let over = Int((demo.share * Double(line.columns)).rounded())
    let rule = String(repeating: "─", count: line.columns)
    frame.write(rule, in: line, style: look.style(.border))
    frame.write(rule, in: line.left(over), style: look.style(.accent))
    let key = demo.status == .playing ? "any key takes over" : ""
    let title = line.inset(columns: 1, rows: 0)
    let end = frame.write(
      clipped(" Tour: \(demo.script.title) ", to: title.columns), in: title,
      style: look.style(.heading))
    let rest = title.droppingLeft(end - title.column + 1)
    guard !key.isEmpty, key.count + 2 <= rest.columns else { return }
    frame.write(" \(key) ", in: rest, alignment: .right, style: look.style(.dim))
  }
}

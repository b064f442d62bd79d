import Experiments

extension PictureSurface {
  /// Draws the scatter plot over the whole of `rect`.
  ///
  /// Modes of pixels show ``Scatter/picture(size:)``. ``PictureMode/braille`` shows points as dots,
  /// and the density as the ground's colour, or as shades where there are not enough colours.
  /// ``PictureMode/ascii`` shows the density as a ramp and points as `o`, several as `O`, `@`.
  public func draw(_ scatter: Scatter, in rect: Rect, of frame: inout Frame, slot: UInt32? = nil) {
    let place = place(in: rect, of: frame)
    let size = resolution(of: place)
    guard !size.isEmpty else { return }
    let fitted = scatter.filling(size, pixelAspect: pixelAspect)
    switch mode {
    case .ascii, .braille: drawText(fitted, in: place, of: &frame)
    case .halfBlock, .sixel, .kitty, .kittyInTmux, .iterm:
      draw(.scatter(fitted, size), in: place, of: &frame, slot: slot)
    }
  }

  private func drawText(_ scatter: Scatter, in rect: Rect, of frame: inout Frame) {
    let cells = PixelSize(width: rect.columns, height: rect.rows)
    let brightness = scatter.field?.brightness(over: scatter.view, size: cells)
    var patterns = Plane(width: cells.width, height: cells.height, filledWith: DotPattern())
    var counts = Plane(width: cells.width, height: cells.height, filledWith: 0)
    let dots = PixelSize(width: cells.width * 2, height: cells.height * 4)
    for point in scatter.points {
      guard let (x, y) = scatter.view.pixel(point, in: dots) else { continue }
      patterns[x / 2, y / 4].set(x % 2, y % 4)
      counts[x / 2, y / 4] += 1
    }
    var trails = Plane<Trail.Kind?>(width: cells.width, height: cells.height, filledWith: nil)
    for kind in Trail.Kind.drawn {
      let perCell = mode == .ascii ? (x: 1, y: 1) : (x: 2, y: 4)
      for (x, y) in scatter.trailDots(kind, in: mode == .ascii ? cells : dots) {
        trails[x / perCell.x, y / perCell.y] = kind
        if mode == .braille { patterns[x / 2, y / 4].set(x % 2, y % 4) }
      }
    }
    for row in 0..<cells.height {
      for column in 0..<cells.width {
        let value = brightness?[column, row] ?? 0
        let points = counts[column, row]
        var cell =
          mode == .ascii
          ? asciiCell(value, points: points)
          : brailleCell(value, patterns[column, row])
        if points == 0, let kind = trails[column, row] {
          let style = kind.style(display, theme)
          cell.style.foreground = style.foreground
          if mode == .ascii { cell = Cell(kind.mark, style) }
        }
        frame[rect.column + column, rect.row + row] = cell
      }
    }
  }

  private func asciiCell(_ value: Double, points: Int) -> Cell {
    let marks: [Unicode.Scalar] = ["o", "O", "@"]
    guard points == 0 else {
      let mark = points == 1 ? 0 : points < 5 ? 1 : 2
      return Cell(marks[mark], theme.style(.point))
    }
    let shades: [Unicode.Scalar] = [" ", ".", ":", "-", "="]
    let shade = Int((value * Double(shades.count - 1)).rounded())
    return Cell(shades[shade], theme.style(.dim))
  }

  private func brailleCell(_ value: Double, _ dots: DotPattern) -> Cell {
    if display.colorDepth >= .twoFiftySix {
      // Half as bright as a picture's, so that the dots stand out everywhere.
      let ground = value > 0.02 ? ColorMap.field[value * 0.5] : nil
      var style = theme.style(.point)
      style.background = ground ?? style.background
      if ground != nil { style.foreground = RGB(255, 255, 255) }
      return Cell(dots.scalar, style)
    }
    guard dots.isEmpty else { return Cell(dots.scalar, theme.style(.point)) }
    let shades = [Unicode.Scalar(" "), Glyph.lightShade.scalar, Glyph.mediumShade.scalar]
    return Cell(shades[Int((value * 2).rounded())], theme.style(.dim))
  }
}

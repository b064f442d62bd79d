import Experiments

/// The line below marked text: which part is shown, and what colours and marks tell.
struct TextKey {
  let tones: String
  let marks: [MarkedText.NamedMark]
  let shown: Int
  let count: Int

  func draw(in line: Rect, of frame: inout Frame, look: Look, colors: ColorMap?) {
    let dim = look.style(.dim)
    var pen = LinePen(line)
    if shown < count { pen.write("texts 1-\(shown) of \(count)", dim, of: &frame) }
    for mark in marks where pen.rest.columns >= cellWidth(mark.name) + 2 {
      if !pen.isAtStart { pen.write("  ", dim, of: &frame) }
      pen.write(mark.name, look.style(mark.mark), of: &frame)
    }
    guard !tones.isEmpty, let colors, pen.rest.columns >= cellWidth(tones) + Self.ramp + 3 else {
      return
    }
    if !pen.isAtStart { pen.write("  ", dim, of: &frame) }
    for step in 0..<Self.ramp {
      let value = Double(step) / Double(Self.ramp - 1)
      pen.write(Glyph.full.description, Style(foreground: colors[value]), of: &frame)
    }
    pen.write(" " + tones, dim, of: &frame)
  }

  /// Cells that show the colours.
  private static let ramp = 5
}

extension MarkedText {
  struct NamedMark {
    let mark: Mark
    let name: String
  }
}

extension MarkedText.Mark {
  /// The marks that a key explains, by name.
  static var named: [MarkedText.NamedMark] {
    [(.new, "new"), (.accepted, "accepted"), (.refused, "refused"), (.different, "different")]
      .map(MarkedText.NamedMark.init)
  }
}

extension Look {
  /// How a mark looks: every one differs from the others by more than its colour.
  func style(_ mark: MarkedText.Mark) -> Style {
    var style: Style
    switch mark {
    case .plain: style = self.style(.text)
    case .hidden: style = self.style(.dim)
    case .new:
      style = self.style(.text)
      style.attributes.insert(.reverse)
    case .different:
      style = self.style(.warning)
      style.attributes.formUnion([.reverse, .bold])
    case .accepted:
      style = self.style(.good)
      style.attributes.insert(.bold)
    case .refused:
      style = self.style(.error)
      style.attributes.insert(.underline)
    }
    return style
  }
}

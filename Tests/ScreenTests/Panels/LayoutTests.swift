import Quickstep
import Screen
import Testing
import Workbench

/// Where things stand, at every size from 80x24 on.
@Suite struct LayoutTests {
  static let sizes: [Size] = stride(from: 80, through: 240, by: 8).flatMap { columns in
    stride(from: 24, through: 72, by: 6).map { Size(columns: columns, rows: $0) }
  }

  private func places(_ state: State, _ size: Size) -> [Rect?] {
    let layout = Layout(state, size: size)
    return [layout.place(of: .preview), layout.place(of: .trajectory)]
  }

  /// Neither the focus nor an open list, details or a run move the preview or the trajectory.
  @Test func previewAndTrajectoryKeepTheirPlaces() {
    for size in Self.sizes {
      let start = Canned.state(size)
      let finished = Canned.finished(start)
      let first = places(start, size)
      #expect(first.allSatisfy { $0.map { $0.columns >= 35 && $0.rows >= 6 } ?? false })
      for panel in Panel.allCases where panel.isLower {
        #expect(places(finished.pressing("\(panel.rawValue) \(panel.rawValue)"), size) == first)
      }
      for panel in Panel.allCases where !panel.isLower {
        let focused = finished.pressing("\(panel.rawValue)")
        #expect(places(start.pressing("\(panel.rawValue)"), size) == first)
        for keys in ["\(panel.rawValue)", "enter", "esc", "+", "[", "/", ":", "?"] {
          #expect(places(focused.pressing(keys), size) == first, "\(size) \(panel) \(keys)")
        }
      }
    }
  }

  /// From 160 columns on all settings are open, the table stands beside the plots.
  @Test func largeScreensShowAllSettings() {
    for size in Self.sizes where size.columns >= 160 && size.rows >= 30 {
      let layout = Layout(Canned.state(size), size: size)
      let settings = Panel.settings.map { layout.place(of: $0) }
      #expect(settings.allSatisfy { $0?.columns == 32 && $0?.rows ?? 0 >= 3 }, "\(size)")
      #expect(layout.place(of: .trajectory)?.columns ?? 0 >= 60)
      #expect(layout.place(of: .quality) != nil)
    }
  }

  /// The curve of levels stands below the levels while they are edited, with the cursor's bar lit.
  @Test func theCursorsBarIsLit() {
    let theme = Canned.theme("dark")
    for size in [(40, 12), (80, 24), (120, 36), (160, 45), (200, 50)] {
      let state = Canned.state(Size(columns: size.0, rows: size.1)).pressing("3 end enter")
      var lit: [Int] = []
      for keys in ["k", "k", "k"].indices.map({ Array(repeating: "k", count: $0 + 1) }) {
        let frame = render(
          state.pressing(keys.joined(separator: " ")), theme: theme,
          display: .init(glyphs: .braille)
        )
        let columns = frame.columns { cell in
          Glyph.eighths.contains { $0.scalar == cell.scalar }
            && cell.style == theme.style(.plotMark)
        }
        #expect(columns.count == 1, "\(size) \(keys)")
        lit += columns
      }
      #expect(lit == lit.sorted(by: >) && Set(lit).count == 3, "\(size) \(lit)")
    }
  }
}

extension Frame {
  /// The columns in which a cell is such.
  fileprivate func columns(where isSuch: (Cell) -> Bool) -> [Int] {
    (0..<size.columns).filter { column in
      (0..<size.rows).contains { isSuch(self[column, $0]) }
    }
  }
}

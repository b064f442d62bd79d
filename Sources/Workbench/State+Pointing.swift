/// How far a list was turned away from its selection by the wheel.
public struct Scrolled: Hashable, Sendable {
  public let panel: Panel
  public internal(set) var lines: Int
}

extension State {
  /// How many lines the list of a panel is turned away from its selection.
  public func lines(scrolledIn panel: Panel) -> Int {
    scrolled?.panel == panel ? scrolled?.lines ?? 0 : 0
  }

  /// Does what a mouse asks for. The wheel changes no setting.
  mutating func point(_ deed: Mouse.Deed, at pointer: Pointer) -> [Effect] {
    switch deed {
    case .pressed: click(pointer)
    case .wheeledUp: wheel(pointer, by: -1)
    case .wheeledDown: wheel(pointer, by: 1)
    case .dragged, .released: []
    }
  }

  private mutating func click(_ pointer: Pointer) -> [Effect] {
    if message?.kind == .info { message = nil }
    keysPressed += 1
    switch pointer {
    case .open: return []
    case .entry(let index): return click(entry: index)
    case .panel, .row, .step: break
    }
    var effects: [Effect] = []
    if open != nil {
      let isEdit = if case .edit = open { true } else { false }
      effects = press(isEdit ? .enter : .escape)
      guard open == nil else { return effects }
    }
    return effects + click(below: pointer)
  }

  private mutating func click(below pointer: Pointer) -> [Effect] {
    defer { scrolled = nil }
    switch pointer {
    case .panel(let panel):
      focus(on: panel)
      if panel.isSetting { showLines() }
    case .row(let panel, let row):
      let isAgain = focus == panel && cursor == row
      focus(on: panel)
      showLines()
      if isAgain { return press(.enter) }
      choose(row)
    case .step(let index):
      focus(on: .trajectory)
      run?.walk(to: index)
    case .open, .entry: break
    }
    return []
  }

  /// An entry that is selected already is taken.
  private mutating func click(entry index: Int) -> [Effect] {
    switch open {
    case .palette(var palette) where palette.selected != index:
      palette.selected = index
      open = .palette(palette)
    case .chooser(var chooser) where chooser.selected != index:
      chooser.selected = index
      open = .chooser(chooser)
    case .presets(var list) where list.selected != index:
      list.selected = index
      open = .presets(list)
    case .browser(var browser) where browser.selected == nil || browser.pointed != index:
      browser.move(to: .first)
      browser.move(by: index)
      open = .browser(browser)
    case .palette, .chooser, .presets, .browser: return press(.enter)
    default: break
    }
    return []
  }

  private mutating func wheel(_ pointer: Pointer, by count: Int) -> [Effect] {
    switch pointer {
    case .open, .entry:
      if case .help = open { return press(.character(count < 0 ? "k" : "j")) }
      return press(count < 0 ? .up : .down)
    case .row(let panel, _), .panel(let panel): return wheel(over: panel, by: count)
    case .step: return wheel(over: .trajectory, by: count)
    }
  }

  private mutating func wheel(over panel: Panel, by count: Int) -> [Effect] {
    switch panel {
    case .preview: turnPage(.by(count))
    case .history: kept.move(.by(3 * count))
    case .quality, .sweep: break
    case .model, .solver, .steps, .guidance: scroll(panel, by: count, of: rows(of: panel).all.count)
    case .trajectory: scroll(panel, by: count, of: run?.records.count ?? 0)
    }
    return []
  }

  private mutating func scroll(_ panel: Panel, by count: Int, of lines: Int) {
    let wanted = self.lines(scrolledIn: panel) + 3 * count
    scrolled = Scrolled(panel: panel, lines: min(max(wanted, -lines), lines))
  }
}

import Experiments

extension State {
  /// Offers a key to what is open.
  mutating func pressInOpen(_ key: Key) -> KeyFate {
    switch open {
    case nil: return .passedOn
    case .help(let lines): return scrollHelp(from: lines, key)
    case .details(let lines): return scrollDetails(from: lines, key)
    case .edit(let place, let input):
      switch key {
      case .enter: finishEdit(place, input)
      case .tab, .backTab, .up, .down:
        finishEdit(place, input)
        return open == nil ? .passedOn : .taken([])
      default: return type(key)
      }
    case .filter(let input):
      switch key {
      case .enter: finishFilter(input)
      case .up, .down, .pageUp, .pageDown: return .passedOn
      default: return type(key)
      }
    case .browser(let browser): return pressInBrowser(browser, key)
    case .chooser(let chooser):
      guard key == .enter else { return pressInChooser(chooser, key) }
      finishChooser(chooser)
    case .presets(let list): return pressInPresets(list, key)
    case .saving(let saving):
      guard key == .enter else { return type(key) }
      return .taken(finishSaving(saving))
    case .axis(let draft): return pressInAxis(draft, key)
    case .marks(let selected): return pressInMarks(selected, key)
    case .writing(let writing):
      guard key == .enter else { return type(key) }
      return .taken(finishWriting(writing))
    case .line(let line): return pressInLine(line, key)
    case .tag(let draft):
      guard key == .enter else { return type(key) }
      return .taken(finishTag(draft))
    case .palette(let palette):
      switch key {
      case .enter: return .taken(finishPalette(palette))
      case .tab: completePalette(palette)
      default: return pressInPalette(palette, key)
      }
    }
    return .taken([])
  }

  /// Changes the text of the field that is open.
  /// - Returns: what `change` returned; `false` where no field is open.
  mutating func withOpenField(_ change: (inout TextInput) -> Bool) -> Bool {
    var result = false
    func edited(_ input: TextInput) -> TextInput {
      var input = input
      result = change(&input)
      return input
    }
    switch open {
    case .edit(let place, let input): open = .edit(place, edited(input))
    case .filter(let input): open = .filter(edited(input))
    case .browser(var browser):
      result = browser.edit(change)
      open = .browser(browser)
    case .palette(var palette):
      palette.input = edited(palette.input)
      palette.selected = 0
      open = .palette(palette)
    case .chooser(var chooser):
      chooser.filter = edited(chooser.filter)
      chooser.selected = 0
      open = .chooser(chooser)
    case .presets(var list):
      guard let filter = list.filter else { break }
      list.filter = edited(filter)
      list.selected = 0
      open = .presets(list)
    case .saving(var saving):
      saving.input = edited(saving.input)
      open = .saving(saving)
    case .writing(var writing):
      writing.input = edited(writing.input)
      open = .writing(writing)
    case .tag(var draft):
      draft.input = edited(draft.input)
      open = .tag(draft)
    case .axis(var draft):
      draft.input = edited(draft.input)
      open = .axis(draft)
    case nil, .help, .details, .marks, .line: break
    }
    return result
  }

  private mutating func type(_ key: Key) -> KeyFate {
    guard key != .escape else { return .passedOn }
    _ = withOpenField { $0.take(key) }
    return .taken([])
  }

  private mutating func pressInChooser(_ chooser: Chooser, _ key: Key) -> KeyFate {
    if key == .delete, let choice = selectedSaved(in: chooser) { return .taken(delete(choice)) }
    guard let count = listMove(key) else { return type(key) }
    var chooser = chooser
    chooser.selected = min(max(0, chooser.selected + count), max(0, chooser.options.count - 1))
    open = .chooser(chooser)
    return .taken([])
  }

  private mutating func pressInPalette(_ palette: Palette, _ key: Key) -> KeyFate {
    guard let count = listMove(key) else { return type(key) }
    var palette = palette
    let entries = paletteEntries(palette.input.text)
    palette.selected = min(max(0, palette.selected + count), max(0, entries.count - 1))
    open = .palette(palette)
    return .taken([])
  }

  /// How far a key moves the selection of a list above the panels.
  private func listMove(_ key: Key) -> Int? {
    switch key {
    case .up, .control("p"): -1
    case .down, .control("n"): 1
    case .pageUp: -10
    case .pageDown: 10
    default: nil
    }
  }

  private mutating func scrollHelp(from lines: Int, _ key: Key) -> KeyFate {
    if let travel = scrollTravel(key) {
      open = .help(scrolled(lines, travel, limit: commands.all.count * 2))
      return .taken([])
    }
    switch key {
    case .escape: return .passedOn
    case .enter, .character("q"), .character("?"), .function(1): open = nil
    default: break
    }
    return .taken([])
  }

  /// The details stand beside the picture; all other keys do what they always do.
  private mutating func scrollDetails(from lines: Int, _ key: Key) -> KeyFate {
    if let travel = scrollTravel(key) {
      open = .details(scrolled(lines, travel, limit: 200))
      return .taken([])
    }
    switch key {
    case .enter, .character("="), .character("q"):
      open = nil
      return .taken([])
    default: return .passedOn
    }
  }

  /// The first line after scrolling; below 0 it counts from the end.
  private func scrolled(_ lines: Int, _ travel: Travel, limit: Int) -> Int {
    switch travel {
    case .first: 0
    case .last: -1
    case .by(let count):
      lines < 0 ? max(-limit, min(-1, lines + count)) : min(max(0, lines + count), limit)
    }
  }

  /// How far a key scrolls text.
  private func scrollTravel(_ key: Key) -> Travel? {
    switch key {
    case .up, .character("k"): .by(-1)
    case .down, .character("j"): .by(1)
    case .pageUp, .control("u"): .by(-10)
    case .pageDown, .control("d"): .by(10)
    case .home: .first
    case .end: .last
    default: nil
    }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}

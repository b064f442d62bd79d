import Quickstep

extension State {
  /// Offers a key to what is open.
  mutating func pressInOpen(_ key: Key) -> KeyFate {
    switch open {
    case nil: return .passedOn
    case .help, .details: return scroll(key)
    case .edit(let parameter, let input):
      switch key {
      case .enter: finishEdit(parameter, input)
      case .tab, .backTab, .up, .down:
        finishEdit(parameter, input)
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
    case .edit(let parameter, let input): open = .edit(parameter, edited(input))
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
    case nil, .help, .details: break
    }
    return result
  }

  private mutating func type(_ key: Key) -> KeyFate {
    guard key != .escape else { return .passedOn }
    _ = withOpenField { $0.take(key) }
    return .taken([])
  }

  private mutating func pressInChooser(_ chooser: Chooser, _ key: Key) -> KeyFate {
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

  private mutating func scroll(_ key: Key) -> KeyFate {
    let distance: Int
    switch key {
    case .up, .character("k"): distance = -1
    case .down, .character("j"): distance = 1
    case .pageUp: distance = -10
    case .pageDown, .character(" "): distance = 10
    case .enter, .character("q"), .character("?"), .function(1):
      open = nil
      return .taken([])
    case .escape: return .passedOn
    case .character("["), .character("]"), .character("{"), .character("}"):
      return .passedOn
    default: return .taken([])
    }
    switch open {
    case .help(let lines): open = .help(min(max(0, lines + distance), Command.all.count * 2))
    case .details(let lines): open = .details(min(max(0, lines + distance), 200))
    default: break
    }
    return .taken([])
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

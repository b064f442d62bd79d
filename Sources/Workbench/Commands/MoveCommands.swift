import Experiments

let moveCommands: [Command] = [
  Command(
    "up", .move, "one line up; in a list, choose it", keys: [.up, .character("k")],
    isRepeatable: true
  ) { $0.move(.by(-1)) },
  Command(
    "down", .move, "one line down; in a list, choose it", keys: [.down, .character("j")],
    isRepeatable: true
  ) { $0.move(.by(1)) },
  Command(
    "left", .move, "smaller value; back to the list; step before",
    keys: [.left, .character("h")], isRepeatable: true
  ) { $0.moveSideways(by: -1) },
  Command(
    "right", .move, "larger value; on to the knobs; next step",
    keys: [.right, .character("l")], isRepeatable: true
  ) { $0.moveSideways(by: 1) },
  Command(
    "page-up", .move, "ten lines or steps up", keys: [.pageUp, .control("u")],
    isRepeatable: true
  ) { $0.move(.by(-10)) },
  Command(
    "page-down", .move, "ten lines or steps down", keys: [.pageDown, .control("d")],
    isRepeatable: true
  ) { $0.move(.by(10)) },
  Command(
    "first", .move, "first line, step or page of what has the focus", keys: [.home],
    isRepeatable: true
  ) { $0.move(.first) },
  Command(
    "last", .move, "last line, step or page of what has the focus", keys: [.end],
    isRepeatable: true
  ) { $0.move(.last) },
]

/// How far a key goes in a list, a table or the pages of pictures.
enum Travel {
  case by(Int)
  case first, last

  /// Where it leads from a place, held within `range`.
  func index(from present: Int, in range: Range<Int>) -> Int {
    switch self {
    case .by(let count): min(max(range.lowerBound, present + count), range.upperBound - 1)
    case .first: range.lowerBound
    case .last: range.upperBound - 1
    }
  }
}

extension State {
  /// Moves in what has the focus: the lines of a list, the rows of the table, the pages of pictures.
  fileprivate mutating func move(_ travel: Travel) -> [Effect] {
    switch focus {
    case .model, .solver, .steps, .guidance:
      if showsLines { moveCursor(travel) } else { moveBetweenSettings(travel) }
    case .preview: turnPage(travel)
    case .sweep: moveCell(travel)
    case .trajectory, .quality: walk(travel)
    case .history: kept.move(travel)
    }
    return []
  }

  private mutating func moveCell(_ travel: Travel) {
    switch travel {
    case .by(let count): moveCell(columns: 0, rows: count)
    case .first: sweep.cursor = 0
    case .last: sweep.cursor = max(0, (sweep.plan?.sentences.count ?? 1) - 1)
    }
  }

  mutating func turnPage(_ travel: Travel) {
    switch travel {
    case .by(let count): previewPage = (previewPage + count.signum()) % 1_000_000
    case .first: previewPage = 0
    case .last: previewPage = -1
    }
  }

  private mutating func moveBetweenSettings(_ travel: Travel) {
    let panels = Panel.settings
    guard let present = panels.firstIndex(of: focus) else { return }
    focus(on: panels[travel.index(from: present, in: panels.indices)])
  }

  /// Moves the cursor of the focused panel; the ends are those of the list or of the values below.
  mutating func moveCursor(_ travel: Travel) {
    let rows = rows(of: focus)
    guard !rows.all.isEmpty else { return }
    let present = cursor.flatMap(rows.all.firstIndex)
    switch travel {
    case .by(let count):
      let start = present ?? (count > 0 ? -1 : rows.all.count)
      choose(rows.all[travel.index(from: start, in: rows.all.indices)])
    case .first, .last:
      let start = present ?? 0
      let options = 0..<rows.options.count
      let part = options.contains(start) ? options : options.upperBound..<rows.all.count
      choose(rows.all[travel.index(from: start, in: part)])
    }
  }

  /// Puts the cursor of the focused panel on a line; of a list, it becomes the choice.
  mutating func choose(_ row: Row) {
    cursors[focus] = row
    switch row {
    case .option(let name):
      guard let word = focus.role.flatMap(family.listWord) else { break }
      attempt(Place(word.key)) { $0.sentence(choosing: name, for: word) }
    case .place: history.close()
    }
  }

  fileprivate mutating func moveSideways(by count: Int) -> [Effect] {
    if focus == .sweep {
      moveCell(columns: count, rows: 0)
      return []
    }
    guard focus.isSetting else {
      walk(.by(count))
      return []
    }
    showLines()
    guard let cursor else { return [] }
    let options = rows(of: focus).options
    switch cursor {
    case .option:
      if count > 0, let first = rows(of: focus).places.first {
        cursors[focus] = .place(first)
      }
    case .place(let place):
      if count < 0, !options.isEmpty {
        cursors[focus] = options.first
      } else {
        attempt(place) { try $0.sentence(moving: place, by: count) }
      }
    }
    return []
  }
}

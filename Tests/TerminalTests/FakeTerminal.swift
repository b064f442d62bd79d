import Screen

/// A terminal made of memory, which understands as much of xterm as a painter may use. What it
/// does not understand it collects in `problems`.
struct FakeTerminal {
  private(set) var size: Size
  private(set) var cells: [Cell]
  private(set) var problems: [String] = []
  /// How many strings (pictures) were received.
  private(set) var strings: [String] = []
  /// The sixels that a cell shows pixels of, by what follows their size.
  private var pixels: [Set<String>]
  private var column = 0, row = 0
  private var saved = (column: 0, row: 0, style: Style.plain)
  private var style = Style.plain
  private var wraps = true
  private var region: ClosedRange<Int>
  /// How many lines were scrolled.
  private(set) var scrolled = 0
  private var last: Unicode.Scalar = " "
  private var input: ArraySlice<Unicode.Scalar> = []

  /// The screen is full of rubbish, as it is after a resize.
  init(size: Size) {
    self.size = size
    region = 0...(size.rows - 1)
    cells = Array(repeating: Cell("#"), count: size.columns * size.rows)
    pixels = Array(repeating: [], count: cells.count)
  }

  /// The sixels of which any pixel can be seen.
  var remains: Set<String> { pixels.reduce(into: []) { $0.formUnion($1) } }

  var text: String {
    (0..<size.rows).map { row in
      var line = String.UnicodeScalarView(
        cells[(row * size.columns)...].prefix(size.columns).map(\.scalar))
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }

  mutating func receive(_ bytes: [UInt8]) {
    input = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = input.popFirst() {
      switch scalar {
      case "\u{1B}": escape()
      case "\r": column = 0
      case "\n" where row == region.upperBound: scroll(1, region)
      case "\n": row = min(row + 1, size.rows - 1)
      case "\u{8}": column = max(0, min(column, size.columns - 1) - 1)
      case _ where scalar.value < 0x20: problems.append("control \(scalar.value)")
      default: put(scalar)
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if column >= size.columns, !wraps { column = size.columns - 1 }
    if column >= size.columns {
      column = 0
      if row == size.rows - 1 { problems.append("scrolled") }
      row = min(row + 1, size.rows - 1)
    }
    cells[row * size.columns + column] = Cell(scalar, style)
    pixels[row * size.columns + column] = []
    column += 1
    last = scalar
  }

  private mutating func escape() {
    switch input.popFirst() {
    case "[": controlSequence()
    case "M" where row == region.lowerBound: scroll(-1, region)
    case "M": row = max(0, row - 1)
    case "(", ")": _ = input.popFirst()
    case "=", ">", "\\": break
    case "7": saved = (column, row, style)
    case "8": (column, row, style) = saved
    case "P", "_":
      var string = ""
      while let scalar = input.popFirst(), scalar != "\u{1B}" {
        string.unicodeScalars.append(scalar)
      }
      if input.popFirst() != "\\" { problems.append("string without end") }
      strings.append(string)
      paint(string)
    case let other: problems.append("escape \(other.map(String.init) ?? "nothing")")
    }
  }

  /// A sixel that tells its size, on cells of 8 x 16 pixels: what it does not cover stays.
  private mutating func paint(_ string: String) {
    let parts = string.split(separator: "\"", maxSplits: 1)
    guard parts.count == 2, let begin = parts[1].firstIndex(of: "#") else { return }
    let numbers = parts[1][..<begin].split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 4 else { return problems.append("picture without size") }
    for y in 0..<(numbers[3] + 15) / 16 {
      for x in 0..<(numbers[2] + 7) / 8 {
        let isWhole = (x + 1) * 8 <= numbers[2] && (y + 1) * 16 <= numbers[3]
        let index = (row + y) * size.columns + column + x
        if isWhole { pixels[index] = [] }
        pixels[index].insert(String(parts[1][begin...]))
      }
    }
  }

  private mutating func controlSequence() {
    var parameters = ""
    while let scalar = input.first, scalar.value < 0x40 {
      parameters.unicodeScalars.append(scalar)
      input.removeFirst()
    }
    guard let final = input.popFirst() else { return problems.append("sequence without end") }
    let isPrivate = parameters.first == "?"
    let numbers = parameters.drop { $0 == "?" }.split(
      separator: ";", omittingEmptySubsequences: false
    )
    .map { Int($0) ?? 0 }
    let first = numbers[0], count = max(1, first)
    // Beyond the last column the cursor only waits for a character.
    if "ABCDGHJKXd".unicodeScalars.contains(final) { column = min(column, size.columns - 1) }
    switch final {
    case "m": select(numbers)
    case "H":
      row = min(max(1, first), size.rows) - 1
      column = min(max(1, numbers.count > 1 ? numbers[1] : 1), size.columns) - 1
    case "A": row = max(0, row - count)
    case "B": row = min(size.rows - 1, row + count)
    case "C": column = min(size.columns - 1, column + count)
    case "D": column = max(0, min(column, size.columns - 1) - count)
    case "G": column = min(count, size.columns) - 1
    case "d": row = min(count, size.rows) - 1
    case "J" where first == 2: erase(0..<cells.count)
    case "J" where first == 0: erase((row * size.columns + column)..<cells.count)
    case "K" where first == 0: eraseInRow(column..<size.columns)
    case "K" where first == 1: eraseInRow(0..<(column + 1))
    case "X": eraseInRow(column..<(column + count))
    case "b": for _ in 0..<count { put(last) }
    case "h" where isPrivate && first == 7, "l" where isPrivate && first == 7: wraps = final == "h"
    case "h" where isPrivate, "l" where isPrivate: break
    case "r":
      region = (count - 1)...((numbers.count > 1 ? numbers[1] : size.rows) - 1)
      (column, row) = (0, 0)
    case "S": scroll(count, region)
    case "T": scroll(-count, region)
    case "L": scroll(-count, row...region.upperBound)
    case "M": scroll(count, row...region.upperBound)
    case "t": break
    case "l" where first == 4: break
    default: problems.append("sequence \(parameters)\(final)")
    }
  }

  /// Moves the region's lines up, or down if `count` is negative.
  private mutating func scroll(_ count: Int, _ region: ClosedRange<Int>) {
    scrolled += abs(count)
    let before = cells
    for row in region {
      for column in 0..<size.columns {
        let blank = Cell(" ", Style(background: style.background))
        let source = row + count
        cells[row * size.columns + column] =
          region.contains(source) ? before[source * size.columns + column] : blank
      }
    }
  }

  private mutating func erase(_ range: Range<Int>) {
    // Erased cells keep the background (bce) and nothing else.
    for index in range {
      cells[index] = Cell(" ", Style(background: style.background))
      pixels[index] = []
    }
  }

  private mutating func eraseInRow(_ columns: Range<Int>) {
    let start = row * size.columns
    let visible = columns.clamped(to: 0..<size.columns)
    erase((start + visible.lowerBound)..<(start + visible.upperBound))
  }

  private mutating func select(_ numbers: [Int]) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: style = .plain
      case 1: style.attributes.insert(.bold)
      case 2: style.attributes.insert(.dim)
      case 3: style.attributes.insert(.italic)
      case 4: style.attributes.insert(.underline)
      case 7: style.attributes.insert(.reverse)
      case 8: break
      case 22: style.attributes.subtract([.bold, .dim])
      case 23: style.attributes.remove(.italic)
      case 24: style.attributes.remove(.underline)
      case 27: style.attributes.remove(.reverse)
      case 30...37: style.foreground = Self.palette[number - 30]
      case 39: style.foreground = nil
      case 40...47: style.background = Self.palette[number - 40]
      case 49: style.background = nil
      case 90...97: style.foreground = Self.palette[number - 82]
      case 100...107: style.background = Self.palette[number - 92]
      case 38 where rest.count > 1: style.foreground = Self.palette[rest.removeFirst(2)]
      case 48 where rest.count > 1: style.background = Self.palette[rest.removeFirst(2)]
      default: problems.append("rendition \(number)")
      }
    }
  }

  /// xterm's 256 colours.
  static let palette: [RGB] = {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    var colors = [
      RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
      RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
      RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
      RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
    ]
    for red in levels {
      for green in levels { for blue in levels { colors.append(RGB(red, green, blue)) } }
    }
    for step in UInt8(0)..<24 { colors.append(RGB(8 + 10 * step, 8 + 10 * step, 8 + 10 * step)) }
    return colors
  }()
}

extension ArraySlice<Int> {
  /// Takes `5;n` off the front.
  fileprivate mutating func removeFirst(_ count: Int) -> Int {
    defer { self = dropFirst(count) }
    return self[startIndex + 1]
  }
}

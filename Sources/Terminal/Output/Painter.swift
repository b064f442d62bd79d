import CNcurses
import Screen

/// Turns frames into the fewest bytes that make a terminal show them.
///
/// A painter belongs to one thread, and a process has one painter at a time.
public final class Painter {
  private let screen: CursesScreen
  private var colors: ColorPairs
  private var pictures = PictureLayer()
  private var capabilities: Capabilities
  private var size: Size
  /// What the terminal shows; `nil` if that is not known.
  private var shown: Frame?
  /// All bytes produced so far.
  public private(set) var bytesProduced = 0

  init(screen: CursesScreen, capabilities: Capabilities, size: Size) {
    self.screen = screen
    self.capabilities = capabilities
    self.size = size
    colors = ColorPairs(depth: capabilities.display.colorDepth, ground: RGB(0, 0, 0))
    screen.resize(size)
  }

  /// A painter without a terminal, for tests and measurements.
  /// - Parameter terminalType: a name in the terminfo database.
  public convenience init(terminalType: String, capabilities: Capabilities, size: Size)
    throws(TerminalError)
  {
    if capabilities.display.glyphs > .ascii { _ = Locale.useUTF8() }
    self.init(
      screen: try CursesScreen(terminalType: terminalType), capabilities: capabilities, size: size)
  }

  /// Takes note of what the terminal turned out to be able to do.
  public func adapt(to capabilities: Capabilities) {
    let isDeeper = capabilities.display.colorDepth != self.capabilities.display.colorDepth
    self.capabilities = capabilities
    if isDeeper { recolor(on: colors.ground) }
  }

  /// Numbers the colours anew.
  private func recolor(on ground: RGB) {
    colors.reset()
    colors = ColorPairs(depth: capabilities.display.colorDepth, ground: ground)
    shown = nil
  }

  /// Takes note of the terminal's new size; the next frame is painted completely.
  public func resize(_ size: Size) {
    self.size = size
    screen.resize(size)
    invalidate()
  }

  /// Assumes nothing about what the terminal shows; the next frame is painted completely.
  public func invalidate() {
    screen.distrust()
    shown = nil
    pictures.distrust()
  }

  /// The bytes that make the terminal show `frame`; none if it does already.
  ///
  /// Pictures appear at the place of blank cells. A frame of another size than the terminal's is
  /// cut, or leaves the rest blank.
  public func paint(_ frame: Frame) -> [UInt8] {
    let visible = PictureLayer.showable(frame)
    var next = frame
    next.pictures = visible
    for picture in visible { next.fill(picture.rect, underlay) }
    if next == shown { return [] }
    if frame.ground != colors.ground { recolor(on: frame.ground) }
    let isComplete = shown == nil
    if !put(next) {
      // More colour pairs than ncurses can number have gone by: number those of this frame.
      colors.reset()
      shown = nil
      _ = put(next)
    }
    shown = next
    var bytes = screen.difference()
    if isComplete { bytes += screen.wholeScrollRegion() }
    bytes += pictures.difference(to: visible)
    if capabilities.synchronizedUpdates, !bytes.isEmpty {
      bytes = Array("\u{1B}[?2026h".utf8) + bytes + Array("\u{1B}[?2026l".utf8)
    }
    bytesProduced += bytes.count
    return bytes
  }

  /// The bytes that give the terminal back to the shell.
  func leaving() -> [UInt8] {
    let removals = pictures.difference(to: [])
    invalidate()
    return removals + screen.leaving()
  }

  /// What a picture lies on: a no-break space, or where there is none, an invisible dot.
  private var underlay: Cell {
    isASCII ? Cell(".", Style(attributes: .concealed)) : Cell("\u{A0}")
  }

  private var isASCII: Bool { capabilities.display.glyphs == .ascii }

  /// Writes the cells that differ from those shown.
  /// - Returns: false if the colour pairs ran out.
  private func put(_ frame: Frame) -> Bool {
    let before = shown?.size == frame.size ? shown : nil
    if before == nil { screen.clear() }
    let columns = min(size.columns, frame.size.columns)
    for row in 0..<min(size.rows, frame.size.rows) {
      let line = frame.cells[(row * frame.size.columns)...].prefix(columns)
      var changed = line.indices
      if let before {
        guard let first = changed.first(where: { line[$0] != before.cells[$0] }),
          let last = changed.last(where: { line[$0] != before.cells[$0] })
        else { continue }
        changed = first..<(last + 1)
      }
      guard let cells = encode(line[changed]) else { return false }
      screen.put(cells, column: changed.lowerBound - line.startIndex, row: row)
      // To find lines that could be scrolled to their new place, pixels and all, ncurses needs to
      // see at least two that differ.
      if !pictures.isEmpty { screen.compare() }
    }
    return true
  }

  private func encode(_ cells: ArraySlice<Cell>) -> [cchar_t]? {
    var encoded: [cchar_t] = []
    encoded.reserveCapacity(cells.count)
    var style = Style.plain
    var rendition = (pair: Int32(0), attributes: Style.Attributes())
    for cell in cells {
      if cell.style != style {
        guard let next = colors.rendition(of: cell.style) else { return nil }
        rendition = next
        style = cell.style
      }
      encoded.append(
        qsc_cell(printable(cell.scalar), attributes(rendition.attributes), rendition.pair))
    }
    return encoded
  }

  private func printable(_ scalar: Unicode.Scalar) -> UInt32 {
    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    return isControl || isASCII && !scalar.isASCII ? 0x3F : scalar.value
  }

  private func attributes(_ attributes: Style.Attributes) -> attr_t {
    Self.attributes.reduce(0) { attributes.contains($1.0) ? $0 | $1.1 : $0 }
  }

  private static let attributes: [(Style.Attributes, attr_t)] = [
    (.bold, QSC_BOLD), (.dim, QSC_DIM), (.italic, QSC_ITALIC), (.underline, QSC_UNDERLINE),
    (.reverse, QSC_REVERSE), (.concealed, QSC_INVISIBLE),
  ]
}

extension Style.Attributes {
  fileprivate static let concealed = Style.Attributes(rawValue: 128)
}

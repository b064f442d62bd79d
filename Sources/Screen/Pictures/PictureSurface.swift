/// Shows images on a terminal in one of the ``PictureMode``s.
///
/// ```swift
/// let surface = PictureSurface(mode: .best(for: display), display: display, theme: theme)
/// surface.draw(.color(picture), in: rect, of: &frame)
/// ```
public struct PictureSurface: Hashable, Sendable {
  public var mode: PictureMode
  public var display: DisplayCapabilities
  public var theme: Theme

  public init(mode: PictureMode, display: DisplayCapabilities, theme: Theme) {
    self.mode = mode
    self.display = display
    self.theme = theme
  }

  private var encoder: (any CellPictureEncoder)? {
    switch mode {
    case .ascii: ASCIIRamp(ground: theme.assumedBackground, colorDepth: display.colorDepth)
    case .halfBlock: HalfBlocks()
    case .braille: BrailleDots(ground: theme.assumedBackground, style: theme.style(.point))
    case .sixel, .kitty, .kittyInTmux, .iterm: nil
    }
  }

  /// How many pixels `rect` can show, as far as the terminal takes pictures of that size.
  public func resolution(of rect: Rect) -> PixelSize {
    if let (across, down) = encoder.map({ type(of: $0).pixelsPerCell }) {
      return PixelSize(width: rect.columns * across, height: rect.rows * down)
    }
    let (cell, limit) = (display.cellPixels, display.pictureLimit)
    let most = mode == .kittyInTmux ? KittyPlaceholders.largest : rect.columns
    let height = min(rect.rows * cell.height, limit.height)
    return PixelSize(
      width: min(min(rect.columns, most) * cell.width, limit.width),
      height: mode == .sixel ? Sixel.wholeBands(height) : height)
  }

  /// Height over width of one pixel: 1, or about 2 for ``PictureMode/ascii``. Proportions that are
  /// nearly 1 or 2 count as such, so that enlarging by whole factors stays possible.
  public var pixelAspect: Double {
    guard let (across, down) = encoder.map({ type(of: $0).pixelsPerCell }) else { return 1 }
    let cell = display.cellPixels
    let aspect = Double(cell.height * across) / Double(cell.width * down)
    let whole = max(1, aspect.rounded())
    return abs(aspect - whole) <= 0.2 * whole ? whole : aspect
  }

  /// Draws the image as large as it fits into the middle of `rect`, in its own proportions.
  ///
  /// Pictures of pixels are kept off the screen's last row, where they could scroll the terminal.
  /// - Parameter slot: tells pictures shown at the same time apart, 1 or more; the next one of the
  ///   frame unless it is given.
  public func draw(
    _ image: Image, in rect: Rect, of frame: inout Frame, slot: UInt32? = nil
  ) {
    draw(.image(image), in: rect, of: &frame, slot: slot)
  }

  func draw(
    _ content: PictureSource.Content, in rect: Rect, of frame: inout Frame, slot: UInt32?
  ) {
    let place = place(in: rect, of: frame)
    let size = content.size.fitted(into: resolution(of: place), pixelAspect: pixelAspect)
    guard !size.isEmpty else { return }
    if let encoder {
      let (across, down) = type(of: encoder).pixelsPerCell
      let middle = place.centered(
        columns: (size.width + across - 1) / across, rows: (size.height + down - 1) / down)
      encoder.draw(content.image().picture.scaled(to: size), in: middle, of: &frame)
    } else {
      let cell = display.cellPixels
      let middle = place.centered(
        columns: (size.width + cell.width - 1) / cell.width,
        rows: (size.height + cell.height - 1) / cell.height)
      frame.fill(middle, Cell())
      let source = PictureSource(
        content: content, mode: mode, size: size, rect: middle, cell: cell,
        slot: slot ?? UInt32(frame.pictures.count + 1))
      frame.pictures.append(frame.before.first { $0.source == source } ?? source.placed())
    }
  }

  /// The part of `rect` in which a picture may stand.
  func place(in rect: Rect, of frame: Frame) -> Rect {
    let visible = rect.intersection(Rect(frame.size))
    return encoder == nil ? visible.top(frame.size.rows - 1 - visible.row) : visible
  }
}

/// A number that differs between different byte strings, as good as surely: words of 8 bytes, each
/// multiplied and mixed in (after the finaliser of Stafford's "Mix13").
func identity(of bytes: [UInt8]) -> UInt64 {
  bytes.withUnsafeBytes { bytes in
    func mixed(_ value: UInt64) -> UInt64 {
      var z = value
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
    var state = mixed(UInt64(bytes.count))
    let words = bytes.count / 8
    for word in 0..<words {
      let value = bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
      state = mixed(state ^ UInt64(littleEndian: value))
    }
    for byte in bytes[(words * 8)...] { state = mixed(state ^ UInt64(byte)) }
    return state
  }
}

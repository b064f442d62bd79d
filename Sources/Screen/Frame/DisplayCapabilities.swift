/// What a terminal can show, as far as drawing has to know.
public struct DisplayCapabilities: Hashable, Sendable {
  /// How many colours a cell may have.
  public enum ColorDepth: String, CaseIterable, Comparable, Sendable {
    case none
    case eight = "8"
    case sixteen = "16"
    case twoFiftySix = "256"
    case trueColor = "true"

    /// What it is, in a few words.
    public var summary: String {
      switch self {
      case .none: "none"
      case .eight, .sixteen, .twoFiftySix: "\(rawValue) colours"
      case .trueColor: "16,777,216 colours (24 bits)"
      }
    }

    public static func < (a: ColorDepth, b: ColorDepth) -> Bool {
      allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
  }

  /// Which characters its font has.
  public enum GlyphLevel: String, CaseIterable, Comparable, Sendable {
    case ascii
    /// Box drawing and block elements.
    case blocks
    /// Those, and the braille patterns.
    case braille

    /// What it is, in a few words.
    public var summary: String {
      switch self {
      case .ascii: "ASCII only"
      case .blocks: "Unicode with lines and blocks, no braille"
      case .braille: "Unicode with lines, blocks and braille"
      }
    }

    public static func < (a: GlyphLevel, b: GlyphLevel) -> Bool {
      allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
  }

  /// Which protocol it has for pictures of pixels.
  public enum Graphics: String, CaseIterable, Sendable {
    case none
    case sixel
    case kitty
    /// kitty's, with tmux between: pictures are sent through it and stand where placeholder
    /// characters are.
    case kittyInTmux = "kitty-tmux"
    /// iTerm2's inline pictures.
    case iterm
  }

  /// The size of one cell in pixels.
  public struct CellPixels: Hashable, Sendable {
    public var width: Int
    public var height: Int

    /// Sizes below one pixel count as one.
    public init(width: Int, height: Int) {
      self.width = max(1, width)
      self.height = max(1, height)
    }
  }

  public var colorDepth: ColorDepth
  public var glyphs: GlyphLevel
  public var graphics: Graphics
  public var cellPixels: CellPixels
  /// The largest picture of pixels. xterm, where it does not tell its limit, takes no more than
  /// this.
  public var pictureLimit = PixelSize(width: 1000, height: 1000)

  /// Makes pictures as small as a slow link needs them, in steps, so that they rarely change: one
  /// should take a quarter of a second.
  public mutating func limitPictures(bytesPerSecond: Double) {
    // What the encoders make of a pixel, about; sixel has no compression.
    let bytesPerPixel = graphics == .sixel ? 0.3 : 0.03
    let side = (bytesPerSecond * 0.25 / bytesPerPixel).squareRoot()
    let steps = [64, 96, 128, 192, 256, 384, 512, 768, 1024]
    guard side < Double(2 * steps[steps.count - 1]) else { return }
    let length = steps.last { Double($0) <= side } ?? steps[0]
    pictureLimit = PixelSize(
      width: min(pictureLimit.width, length), height: min(pictureLimit.height, length))
  }

  public init(
    colorDepth: ColorDepth = .none, glyphs: GlyphLevel = .ascii, graphics: Graphics = .none,
    cellPixels: CellPixels = CellPixels(width: 8, height: 16)
  ) {
    self.colorDepth = colorDepth
    self.glyphs = glyphs
    self.graphics = graphics
    self.cellPixels = cellPixels
  }
}

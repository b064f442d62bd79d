import CTermGuard
import Screen

/// The terminal's window, as the kernel knows it.
public struct Window: Hashable, Sendable {
  /// At most `largest`.
  public let size: Size
  /// Rounded down, as some terminals count their border; `nil` where the kernel does not know.
  public let cellPixels: DisplayCapabilities.CellPixels?

  /// No screen has so many cells, and a frame has to fit into memory: what lies beyond stays blank.
  public static let largest = Size(columns: 1024, rows: 256)

  public init(size: Size, cellPixels: DisplayCapabilities.CellPixels?) {
    self.size = Size(
      columns: min(size.columns, Self.largest.columns), rows: min(size.rows, Self.largest.rows))
    self.cellPixels = cellPixels
  }

  /// The window of the terminal `descriptor`; 80 by 24 where it does not know its size.
  init(of descriptor: Int32) {
    var window = ctg_window()
    guard ctg_window_of(descriptor, &window) == 0, window.columns > 0, window.rows > 0 else {
      self.init(size: Size(columns: 80, rows: 24), cellPixels: nil)
      return
    }
    self.init(
      size: Size(columns: Int(window.columns), rows: Int(window.rows)),
      cellPixels: DisplayCapabilities.CellPixels(
        reportedWidth: Int(window.pixel_width / window.columns),
        height: Int(window.pixel_height / window.rows)))
  }
}

extension PixelSize {
  /// As large as a picture may become on any terminal, so that a broken or hostile answer does not
  /// size it.
  static let largestPicture = PixelSize(width: 4096, height: 4096)

  /// The smallest size that holds both.
  func union(_ other: PixelSize) -> PixelSize {
    PixelSize(width: max(width, other.width), height: max(height, other.height))
  }

  /// The largest picture that a terminal told; `nil` for none.
  init?(reportedWidth width: Int, height: Int) {
    guard width > 0, height > 0 else { return nil }
    let largest = Self.largestPicture
    self.init(width: min(width, largest.width), height: min(height, largest.height))
  }
}

extension DisplayCapabilities.CellPixels {
  /// A size that a terminal told: `nil` outside 1 to 256 pixels each way, as a broken or hostile
  /// answer must not size our pictures.
  public init?(reportedWidth width: Int, height: Int) {
    guard (1...256).contains(width), (1...256).contains(height) else { return nil }
    self.init(width: width, height: height)
  }
}

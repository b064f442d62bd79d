import CTermGuard
import Screen

/// The terminal's window, as the kernel knows it.
public struct Window: Hashable, Sendable {
  public var size: Size
  /// Rounded down, as some terminals count their border; `nil` where the kernel does not know.
  public var cellPixels: DisplayCapabilities.CellPixels?

  public init(size: Size, cellPixels: DisplayCapabilities.CellPixels?) {
    self.size = size
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

extension DisplayCapabilities.CellPixels {
  /// A size that a terminal told: `nil` outside 1 to 256 pixels each way, as a broken or hostile
  /// answer must not size our pictures.
  public init?(reportedWidth width: Int, height: Int) {
    guard (1...256).contains(width), (1...256).contains(height) else { return nil }
    self.init(width: width, height: height)
  }
}

import Experiments

extension Preview {
  /// A small picture; `nil` for what is made of characters.
  /// - Parameter side: the most pixels in a row and in a column.
  public func thumbnail(side: Int) -> Picture? {
    // Twice as large, so that edges are smooth.
    guard let whole = picture(side: 2 * side), !whole.size.isEmpty else { return nil }
    let size = whole.size.fitted(into: PixelSize(width: side, height: side))
    return whole.scaled(to: size)
  }
}

import Experiments

extension Preview {
  /// A small picture; `nil` for what is made of characters.
  /// - Parameter side: the most pixels in a row and in a column.
  public func thumbnail(side: Int) -> Picture? {
    guard let whole = picture(), !whole.size.isEmpty else { return nil }
    let size = whole.size.fitted(into: PixelSize(width: side, height: side))
    return whole.scaled(to: size)
  }
}

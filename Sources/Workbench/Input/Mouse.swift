/// What a mouse did, and over which cell; column 0, row 0 is the top left corner.
public struct Mouse: Hashable, Sendable {
  public enum Deed: Hashable, Sendable {
    /// The left button went down.
    case pressed
    /// It was moved while the left button was down.
    case dragged
    /// The left button went up.
    case released
    /// The wheel was turned by one notch.
    case wheeledUp, wheeledDown
  }

  public let deed: Deed
  public let column: Int
  public let row: Int

  public init(_ deed: Deed, column: Int, row: Int) {
    self.deed = deed
    self.column = column
    self.row = row
  }
}

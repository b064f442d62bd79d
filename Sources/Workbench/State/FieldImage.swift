import Experiments
import Runs

/// A field on a raster that covers all of it: outside there is as good as none.
public struct FieldImage: Hashable, Sendable {
  public let field: Field
  /// Row by row from the top, each in the middle of its pixel.
  public let values: [Double]

  /// Values across and down.
  public static let width = 160, height = 160

  /// Computes the field.
  public init(_ field: Field) {
    func middle(_ range: ClosedRange<Double>, _ index: Int, of count: Int) -> Double {
      let part = (Double(index) + 0.5) / Double(count)
      return range.lowerBound + (range.upperBound - range.lowerBound) * part
    }
    let points = (0..<Self.height).flatMap { row in
      (0..<Self.width).flatMap { column in
        [
          middle(field.x, column, of: Self.width),
          middle(field.y, Self.height - 1 - row, of: Self.height),
        ]
      }
    }
    self.field = field
    values = field.values(points)
  }
}

extension State {
  /// Asks for the field behind what the preview shows, once.
  mutating func askForField() -> [Effect] {
    guard run != nil, let wanted = shownPreview.preview?.points.lazy.compactMap(\.field).first,
      wanted != field?.field, wanted != fieldAsked
    else { return [] }
    fieldAsked = wanted
    return [.computeField(wanted)]
  }
}

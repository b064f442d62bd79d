import Quickstep
import Runs

/// A true density on a raster that covers all of it: outside there is as good as none.
public struct DensityImage: Hashable, Sendable {
  public let density: TrueDensity
  public let x: ClosedRange<Double>
  public let y: ClosedRange<Double>
  /// Row by row from the top, each in the middle of its pixel; empty where the model has none.
  public let values: [Double]

  /// Values across and down.
  public static let width = 160, height = 160

  /// A density that is not known.
  public init(unknown density: TrueDensity) {
    self.init(density, x: 0...0, y: 0...0, values: [])
  }

  /// - Parameter densities: gives the density at every one of some points, rows of x and y.
  public init(
    _ density: TrueDensity, x: ClosedRange<Double>, y: ClosedRange<Double>,
    densities: ([Double]) -> [Double]
  ) {
    func middle(_ range: ClosedRange<Double>, _ index: Int, of count: Int) -> Double {
      let part = (Double(index) + 0.5) / Double(count)
      return range.lowerBound + (range.upperBound - range.lowerBound) * part
    }
    let points = (0..<Self.height).flatMap { row in
      (0..<Self.width).flatMap { column in
        [
          middle(x, column, of: Self.width),
          middle(y, Self.height - 1 - row, of: Self.height),
        ]
      }
    }
    self.init(density, x: x, y: y, values: densities(points))
  }

  private init(
    _ density: TrueDensity, x: ClosedRange<Double>, y: ClosedRange<Double>, values: [Double]
  ) {
    self.density = density
    self.x = x
    self.y = y
    self.values = values
  }
}

extension State {
  /// Asks for the density behind what the preview shows, once.
  mutating func askForDensity() -> [Effect] {
    guard run != nil, let wanted = shownPreview.batch?.density, wanted != density?.density,
      wanted != densityAsked
    else { return [] }
    densityAsked = wanted
    return [.computeDensity(wanted)]
  }
}

import Glibc
import Quickstep
import Runs

/// A true density that the preview wants to draw behind the samples.
public struct DensityRequest: Hashable, Sendable {
  public let density: TrueDensity
  /// The part of the plane: x in ±2 extent, y in ±extent.
  public let extent: Double

  /// Values across and down.
  public static let width = 128, height = 64

  /// Where the value in a column and row is taken, row 0 on top: the middle of its pixel.
  public func point(column: Int, row: Int) -> SIMD2<Double> {
    SIMD2(
      2 * extent * (2 * (Double(column) + 0.5) / Double(Self.width) - 1),
      extent * (1 - 2 * (Double(row) + 0.5) / Double(Self.height)))
  }
}

/// A density as it was asked for.
public struct DensityImage: Hashable, Sendable {
  public let request: DensityRequest
  /// Densities row by row from the top; empty where the model has none.
  public let values: [Double]
}

extension State {
  /// The density that belongs to what the preview shows.
  var wantedDensity: DensityRequest? {
    guard run != nil, let batch = shownPreview.batch, let density = batch.density else {
      return nil
    }
    return DensityRequest(density: density, extent: roundExtent(batch.values))
  }

  /// Asks for the density that is wanted, once.
  mutating func askForDensity() -> [Effect] {
    guard let wanted = wantedDensity, wanted != density?.request, wanted != densityAsked else {
      return []
    }
    densityAsked = wanted
    return [.computeDensity(wanted)]
  }
}

/// The smallest of 1, 1.5, 2, 3, 5, 7 times a power of ten that leaves all values inside, so that
/// the view changes rarely.
public func roundExtent(_ values: [Double]) -> Double {
  let largest = values.lazy.filter(\.isFinite).map(abs).max() ?? 0
  guard largest > 1e-9, largest < 1e12 else { return 1 }
  let decade = pow(10, log10(largest).rounded(.down))
  return [1, 1.5, 2, 3, 5, 7, 10, 15].lazy.map { $0 * decade }.first { $0 >= 1.05 * largest }
    ?? 15 * decade
}

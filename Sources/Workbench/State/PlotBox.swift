import Experiments
import Glibc
import Runs

/// The part of the plane in which previews of points stand: the same at every step of a run.
public struct PlotBox: Hashable, Sendable {
  public let x: ClosedRange<Double>
  public let y: ClosedRange<Double>

  init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }
}

extension ShownRun {
  /// Where points are shown: around the true samples where they are known, else around all that the
  /// run has predicted so far. The points of one coordinate stand side by side.
  public var plotBox: PlotBox {
    let known = outline.bounds?.map { widened($0) }
    let around = -roundExtent(reach)...roundExtent(reach)
    if let points = shownPoints, points.dimensions == 1 {
      return PlotBox(x: -0.5...max(0.5, Double(points.count) - 0.5), y: known?[0] ?? around)
    }
    return PlotBox(x: known?[0] ?? around, y: known?.dropFirst().first ?? around)
  }

  private var shownPoints: Points? {
    previewPosition.flatMap { previews[$0] }?.lazy.compactMap(\.self).first?.points.first
  }

  /// Takes in a record, with previews where they were made.
  mutating func add(_ record: RunRecord, _ previews: [Preview?]?) {
    records.append(record)
    self.previews.append(previews)
    // What is shown unless another is chosen is nearest to the data.
    guard outline.bounds == nil, let nearest = previews?.first ?? nil else { return }
    for value in nearest.points.lazy.flatMap(\.values) where value.isFinite {
      reach = max(reach, abs(value))
    }
  }
}

/// With room for samples that are somewhat off.
private func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
  let margin = (range.upperBound - range.lowerBound) / 10
  return range.lowerBound - margin...range.upperBound + margin
}

/// The smallest of 1, 1.5, 2, 3, 5, 7 times a power of ten that is somewhat above `reach`, so that
/// the view changes rarely.
func roundExtent(_ reach: Double) -> Double {
  guard reach > 1e-9, reach < 1e12 else { return 1 }
  let decade = pow(10, log10(reach).rounded(.down))
  return [1, 1.5, 2, 3, 5, 7, 10, 15].lazy.map { $0 * decade }.first { $0 >= 1.05 * reach }
    ?? 15 * decade
}

import Experiments
import Quickstep

/// What of a run is kept until the next one, in bytes: all of it is only shown.
///
/// A run that is too large keeps every step of its first samples.
public enum KeptBudget {
  /// Previews of the steps.
  static let previews = 56 << 20
  /// States that are measured against the exact path.
  static let states = 20 << 20
  /// Exact paths, of this run and of earlier ones.
  static let paths = 20 << 20

  /// All of it.
  static let total = previews + states + paths

  /// How many samples previews show.
  /// - Parameter single: the previews of one sample.
  package static func previewedSamples(of single: [Preview?], _ outline: RunOutline) -> Int {
    // A kind that the start lacks is like the others.
    let known = single.compactMap { $0?.bytes }
    let bytes = known.reduce(0, +) + (known.max() ?? 1) * (single.count - known.count)
    let count = (outline.steps ?? previewLimit) / outline.previewStride + 1
    let byClock = outline.previewStride > 1 ? PreviewPace.mostByClock + 1 : 0
    return fitting(.max, bytes: bytes * (count + byClock), into: previews)
  }

  private static let previewLimit = 1000

  /// How many samples are measured against the exact path at so many levels.
  public static func measuredSamples(batch: Int, shape: SampleShape, levels: Int) -> Int {
    fitting(
      batch, bytes: shape.count * MemoryLayout<Double>.stride * levels, into: states)
  }

  /// One sample is always kept.
  private static func fitting(_ batch: Int, bytes: Int, into budget: Int) -> Int {
    min(batch, max(1, budget / max(1, bytes)))
  }
}

extension Preview {
  /// What it takes to keep it.
  var bytes: Int {
    switch self {
    case .points(let points):
      points.values.count * MemoryLayout<Double>.stride
        + points.trails.reduce(0) { $0 + $1.places.count * MemoryLayout<SIMD2<Double>>.stride }
    case .pictures(let pictures): pictures.levels.count
    case .text(let text):
      text.lines.reduce(0) { $0 + $1.count * MemoryLayout<MarkedText.Cell>.stride }
    case .graph(let graph):
      graph.places.count * 24 + graph.edges.count * 16 + graph.trail.count * 8
    case .matrix(let matrix): matrix.rows.reduce(0) { $0 + $1.count * 8 }
    case .curves(let curves), .decades(let curves): curves.reduce(0) { $0 + $1.points.count * 16 }
    case .beside: parts.reduce(0) { $0 + $1.bytes }
    }
  }
}

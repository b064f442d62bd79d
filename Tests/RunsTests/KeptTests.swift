import Experiments
import Quickstep
import Runs
import Testing

@Suite struct KeptTests {
  static let shapes: [SampleShape] = [
    .point(dimensions: 1), .point(dimensions: 2), .point(dimensions: 784),
    .picture(width: 28, height: 28, channels: 1), .picture(width: 256, height: 256, channels: 3),
  ]

  /// Whatever is kept of a run to be shown fits into 96 MiB, unless one sample alone does not.
  @Test(arguments: shapes) func everythingKeptFits(shape: SampleShape) throws {
    for batch in [1, 16, 512, 4096] {
      for levels in [2, 11, 301, 1001] {
        let single = Preview(Array(repeating: 0, count: shape.count), of: shape)
        let levelsOnly = try Plan(steps: levels - 1).makeGrid().grid.levels
        let shown = min(
          batch,
          KeptBudget.previewedSamples(
            of: [single, single],
            RunOutline(
              Plan(), levels: levelsOnly, steps: levelsOnly.count - 1, evaluations: 1,
              pathObstacle: nil)))
        let measured = KeptBudget.measuredSamples(batch: batch, shape: shape, levels: levels)
        #expect((1...batch).contains(shown) && (1...batch).contains(measured))
        // A byte a number of a picture, eight of a point; a state beside its exact path.
        let width: Int
        if case .picture = shape { width = shape.count } else { width = 8 * shape.count }
        let bytes =
          (shown > 1 ? 2 * shown * width * levels : 0)
          + (measured > 1 ? 2 * measured * 8 * shape.count * levels : 0)
        #expect(bytes <= 96 << 20, "\(batch) \(levels)")
      }
    }
  }

  @Test func pointsAreKeptAsTheyAreAndPicturesAsTheyAreSeen() {
    let values = [-1.5, -1, -0.2, 0.1, 1, 7]
    guard case .points(let points) = Preview(values, of: .point(dimensions: 2)) else {
      Issue.record("no points")
      return
    }
    #expect(points.values == values)
    let pictures = Pictures(values + [.nan], width: 7, height: 1, channels: 1)
    #expect(pictures.levels == [0, 0, 102, 140, 255, 255, 0])
  }
}

import Experiments
import Glibc
import Quickstep

/// The ways that a few samples have come, as previews: in the plane as they are, elsewhere along their
/// principal axes.
///
/// Ways are drawn at |(alpha, sigma)| = 1, where they keep one size from noise to data.
struct PathTracks: Sendable {
  static let name = "paths"
  /// Samples whose ways are drawn in the plane.
  private static let samples = 6
  /// Places of a way in the plane that are drawn at most, and of one elsewhere that are kept.
  private static let mostDrawn = 32, mostKept = 128

  private struct Place {
    let record: Int
    /// The first samples at |(alpha, sigma)| = 1.
    let state: [Double]
  }

  private let shape: SampleShape
  private let picture: SamplePicture
  private let box: PlaneBox?
  /// Of the start and after each step.
  private var levels: [NoiseLevel] = []
  /// Of all records in the plane, of every so many elsewhere.
  private var places: [Place] = []
  private var stride = 1

  init(_ shape: SampleShape, _ picture: SamplePicture, bounds: [ClosedRange<Double>]?) {
    self.shape = shape
    self.picture = picture
    let around = bounds.flatMap { $0.count == 2 ? $0 : nil } ?? [-1...1, -1...1]
    box = PlaneBox(x: around[0].reaching(3), y: around[1].reaching(3))
  }

  private var isPlane: Bool { shape == .point(dimensions: 2) }

  /// How many numbers of a batch are kept.
  var kept: Int { shape.count * (isPlane ? Self.samples : 1) }

  mutating func append(_ state: [Double], at level: NoiseLevel) {
    levels.append(level)
    // The newest place stays only where its turn has come.
    if !isPlane, let last = places.last, last.record % stride != 0 { places.removeLast() }
    places.append(Place(record: levels.count - 1, state: unit(state, level)))
    if !isPlane, places.count > Self.mostKept {
      stride *= 2
      places.removeAll { $0.record % stride != 0 }
    }
  }

  /// Of the ways so far.
  var preview: Preview? {
    guard let last = places.indices.last else { return nil }
    return isPlane ? plane(upTo: last, exact: [], stepEnds: []) : .curves([])
  }

  /// Whether ends of single steps are drawn.
  var needsStepEnds: Bool { isPlane }

  /// Of all records.
  /// - Parameters:
  ///   - exact: rows of samples along the exact path, as far as it is known.
  ///   - stepEnds: where each step would have ended without an error of its own.
  func all(exact: [[Double]], stepEnds: [[Double]?]) -> LatePreviews {
    let exact = zip(exact, levels).map { unit(Array($0.prefix(kept)), $1) }
    if isPlane {
      let ends = zip(stepEnds, levels).map { state, level in state.map { unit($0, level) } }
      return LatePreviews(
        Self.name, levels.indices.map { plane(upTo: $0, exact: exact, stepEnds: ends) })
    }
    let curves = Preview.curves(axes(exact: exact))
    return LatePreviews(Self.name, levels.map { _ in curves })
  }

  private func unit(_ state: [Double], _ level: NoiseLevel) -> [Double] {
    let n = hypot(level.alpha, level.sigma)
    return state.map { $0 / n }
  }

  private func plane(upTo last: Int, exact: [[Double]], stepEnds: [[Double]?]) -> Preview {
    var stride = 1
    while last / stride >= Self.mostDrawn { stride *= 2 }
    let drawn = (0...last).filter { $0 % stride == 0 || $0 == last }
    func trail(_ kind: Trail.Kind, _ sample: Int, _ state: (Int) -> [Double]?) -> Trail {
      Trail(kind, drawn.compactMap { state($0)?.point(sample) })
    }
    let taken = { (index: Int) -> [Double]? in places[index].state }
    let right = { (index: Int) -> [Double]? in index < exact.count ? exact[index] : nil }
    let ended = { (index: Int) -> [Double]? in index < stepEnds.count ? stepEnds[index] : nil }
    var trails: [Trail] = []
    for sample in 0..<places[last].state.count / 2 {
      trails.append(trail(.taken, sample, taken))
      if !exact.isEmpty { trails.append(trail(.exact, sample, right)) }
      for index in drawn {
        guard let a = taken(index)?.point(sample), let b = ended(index)?.point(sample) else {
          continue
        }
        trails.append(Trail(.gap, [a, b]))
      }
    }
    let level = levels[last], n = hypot(level.alpha, level.sigma)
    return picture.preview(
      places[last].state,
      at: NoiseLevel(t: level.t, alpha: level.alpha / n, sigma: level.sigma / n), trails: trails,
      box: box)
  }

  private func axes(exact: [[Double]]) -> [Curve] {
    let axes = TrajectoryAxes(places.map(\.state))
    func curves(_ path: [Place], _ name: (Int) -> String) -> [Curve] {
      let coordinates = path.map { axes.coordinates(of: $0.state) }
      return (0..<axes.count).map { k in
        Curve(name(k), zip(path, coordinates).map { SIMD2(Double($0.record), $1[k]) })
      }
    }
    let right = places.filter { $0.record < exact.count }
      .map { Place(record: $0.record, state: exact[$0.record]) }
    return curves(places) { k in
      "axis \(k + 1): \(percent(axes.explained[k]))"
        + (k == 0 ? ", turns \(format(axes.turning)) rad" : "")
    } + (right.isEmpty ? [] : curves(right) { "\($0 + 1) exact" })
  }
}

extension [Double] {
  /// The place of a sample of two coordinates, where it is there.
  fileprivate func point(_ sample: Int) -> SIMD2<Double>? {
    2 * sample + 1 < count ? SIMD2(self[2 * sample], self[2 * sample + 1]) : nil
  }
}

extension ClosedRange<Double> {
  fileprivate func reaching(_ reach: Double) -> ClosedRange<Double> {
    Swift.min(lowerBound, -reach)...Swift.max(upperBound, reach)
  }
}

import Glibc

/// Walks a batch along its probability flow with steps as long as the accuracy allows.
///
/// The state is z = x / |(alpha, sigma)|, see `FlowCoordinate`.
struct FlowIntegrator {
  private let context: StepContext
  private let space: DoubleStates
  private let method = EmbeddedRungeKutta.dormandPrince8
  private let tolerance: Double
  /// The most evaluations.
  private let budget: Int
  private let shouldStop: () -> Bool

  private var z: Slot
  /// The slope at z, where it is known.
  private var slope: Slot?
  private var coordinate: FlowCoordinate?
  /// The length of the next step, as the last one suggests.
  private var length = 0.0
  private(set) var evaluations = 0

  init(
    _ job: SamplingJob, start: [Double], level: NoiseLevel, tolerance: Double, budget: Int,
    shouldStop: @escaping () -> Bool
  ) {
    var job = job
    job.clip = NoClip(KnobValues([], [:]))
    job.noise = .given(start: start, steps: [])
    space = DoubleStates(job)
    z = space.start(scale: 1 / hypot(level.alpha, level.sigma))
    context = StepContext(space: space, job: job, start: z, observer: nil)
    context.adopt(z)
    self.tolerance = tolerance
    self.budget = budget
    self.shouldStop = shouldStop
  }

  /// The state times `scale`.
  func state(scale: Double) -> [Double] { space.values(z, first: .max).map { scale * $0 } }

  /// The data prediction times `scale`.
  mutating func data(at level: NoiseLevel, scale: Double) throws(PathError) -> [Double] {
    context.begin(0, of: 0)
    let data = try evaluate(z, at: level)
    let values = space.values(data, first: .max).map { scale * $0 }
    context.end(keeping: kept)
    return values
  }

  mutating func walk(_ stretch: FlowStretch) throws(PathError) {
    if coordinate != stretch.coordinate {
      coordinate = stretch.coordinate
      slope = nil
      length = abs(stretch.to - stretch.from) / 4
    }
    let direction: Double = stretch.to < stretch.from ? -1 : 1
    var place = stretch.from
    while place != stretch.to {
      let rest = abs(stretch.to - place)
      // The last two steps share what is left, instead of leaving a tiny one.
      let size = length >= rest ? rest : min(length, rest / 2)
      let next = size == rest ? stretch.to : place + direction * size
      let error = try step(stretch.coordinate, from: place, to: next) / tolerance
      let factor = min(5, max(0.2, 0.9 * pow(error, -1.0 / 8)))
      if error <= 1 {
        place = next
        // A step that was cut short and easy says little against the length planned before.
        length = size < length ? max(length, size * factor) : size * factor
      } else {
        length = size * (error.isFinite ? factor : 0.2)
        guard length > 1e-13 * max(1, abs(place)) else {
          throw .tooStiff(evaluations: evaluations, stretch.coordinate.level(place))
        }
      }
    }
  }

  /// Tries a step and takes it when it is accurate enough.
  /// - Returns: the estimated error.
  private mutating func step(
    _ coordinate: FlowCoordinate, from: Double, to: Double
  ) throws(PathError) -> Double {
    let h = to - from
    context.begin(0, of: 0)
    let first: Slot
    if let slope { first = slope } else { first = try slope(of: z, coordinate, at: from) }
    slope = first
    var slopes = [first]
    for (place, weights) in zip(method.places, method.stages).dropFirst() {
      let inner = context.combine([(z, 1)] + terms(weights, slopes, h))
      slopes.append(
        try slope(of: inner, coordinate, at: place == 1 ? to : from + place * h))
    }
    let new = context.combine([(z, 1)] + terms(method.weights, slopes, h))
    let error = estimate(slopes, h, size: size(of: new))
    if error <= tolerance {
      z = new
      slope = nil
    }
    context.end(keeping: kept)
    return error
  }

  private var kept: [Slot] { [z] + (slope.map { [$0] } ?? []) }

  private func terms(_ weights: [Double], _ slopes: [Slot], _ h: Double) -> [Term] {
    zip(slopes, weights).map { ($0, h * $1) }
  }

  private mutating func slope(
    of x: Slot, _ coordinate: FlowCoordinate, at place: Double
  ) throws(PathError) -> Slot {
    let level = coordinate.level(place)
    let data = try evaluate(x, at: level)
    let weights = coordinate.slope(at: level)
    return context.combine((x, weights.state), (data, weights.data))
  }

  private mutating func evaluate(_ x: Slot, at level: NoiseLevel) throws(PathError) -> Slot {
    if shouldStop() { throw .stopped }
    guard evaluations < budget else { throw .tooStiff(evaluations: evaluations, level) }
    evaluations += 1
    let data = context.evaluate(x, at: level, as: .data)
    if evaluations == 1, space.measure(data).firstBadSample != nil { throw .notFinite(level) }
    return data
  }

  /// The largest element, at least 1; infinite where something is not finite.
  private func size(of x: Slot) -> Double {
    let measure = space.measure(x)
    return measure.firstBadSample == nil ? max(1, measure.maximum) : .infinity
  }

  /// The error estimate of the largest element in units of `size`.
  private func estimate(_ slopes: [Slot], _ h: Double, size: Double) -> Double {
    guard size.isFinite else { return .infinity }
    func largest(_ weights: [Double]) -> Double {
      space.measure(context.combine(terms(weights, slopes, h))).maximum / size
    }
    let five = largest(method.errors.five), three = largest(method.errors.three)
    return five == 0 ? 0 : five * five / hypot(five, three / 10)
  }
}

import Glibc

/// Everything that a recorded run of a peer can be compared with.
public struct Trace: Sendable {
  /// A call of the model.
  public struct Call: Sendable {
    public let level: NoiseLevel
    /// What the model was given, row by row.
    public let state: [Double]
  }

  public private(set) var calls: [Call] = []
  /// The state that each step started from, after it was corrected.
  public private(set) var corrected: [[Double]] = []
  /// The state after each step.
  public private(set) var states: [[Double]] = []

  /// Runs the job to its end.
  /// - Throws: `SamplingError.notFinite`.
  public init(_ job: SamplingJob) throws(SamplingError) {
    let log = Log()
    var sampler = Sampler(job) { event, space in
      switch event {
      case .evaluated(let x, let level):
        log.calls.append(Call(level: level, state: space.values(x, first: .max)))
      case .corrected(let x): log.correction = space.values(x, first: .max)
      }
    }
    while true {
      let before = sampler.state
      guard try sampler.next() != nil else { break }
      corrected.append(log.correction ?? before)
      log.correction = nil
      states.append(sampler.state)
    }
    calls = log.calls
  }

  /// The end of the run.
  public var final: [Double] { states.last ?? [] }

  /// The states that a peer with this kind of recording keeps.
  public func states(_ recording: Translation.Recording) -> [[Double]] {
    switch recording {
    case .calls: calls.dropFirst().map(\.state) + [final]
    case .steps: states
    case .corrected: corrected + [final]
    case .after(let steps): steps.filter(states.indices.contains).map { states[$0] }
    case .final: [final]
    }
  }

  private final class Log {
    var calls: [Call] = []
    var correction: [Double]?
  }
}

/// How far two batches are apart, relative to their size.
///
/// - Parameter dimension: how many numbers each sample has.
/// - Returns: the largest |a - b| / max(1, |b|) of all samples, in the Euclidean norm; infinity where
///   one is not finite or they differ in length.
public func relativeDifference(_ a: [Double], _ b: [Double], dimension: Int) -> Double {
  guard a.count == b.count, dimension > 0 else { return .infinity }
  var largest = 0.0
  for row in stride(from: 0, to: b.count, by: dimension) {
    var difference = 0.0
    var size = 0.0
    for i in row..<min(row + dimension, b.count) {
      difference += (a[i] - b[i]) * (a[i] - b[i])
      size += b[i] * b[i]
    }
    let relative = sqrt(difference) / max(1, sqrt(size))
    guard relative.isFinite else { return .infinity }
    largest = max(largest, relative)
  }
  return largest
}

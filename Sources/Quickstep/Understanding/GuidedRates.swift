import Glibc
import Tensors

/// How fast neighbouring paths part or meet: the eigenvalues of the Jacobian of the guided flow
/// dy/dlambda = D - y, y = x/alpha, at states of one or two coordinates.
///
/// Along an eigenvector the flow of neighbours is y' = mu y, so that h mu is where a step h of lambda
/// stands in a `StabilityRegion`.
public struct GuidedRates {
  /// States of more coordinates are not looked at.
  public static let mostCoordinates = 2

  private let job: SamplingJob

  /// - Returns: `nil` where states have too many coordinates, the model is no exact one, or guidance
  ///   depends on the step.
  public init?(_ job: SamplingJob) {
    guard job.model.shape.count <= Self.mostCoordinates, job.isExact,
      !job.guidance.followsSteps
    else { return nil }
    self.job = job
  }

  /// The eigenvalues at every one of some states, `shape.count` for each.
  /// - Parameters:
  ///   - states: rows of samples, of the first classes of the job.
  ///   - level: with alpha and sigma above 0.
  public func rates(at states: [Double], _ level: NoiseLevel) -> [[Complex]] {
    let width = job.model.shape.count
    let count = states.count / width
    // What D changes over is the noise of the level and more.
    let reach = 1e-4 * level.sigma
    let shifted = (0..<width).flatMap { axis in
      [-reach, reach].flatMap { shift in
        states.indices.map { states[$0] + ($0 % width == axis ? shift : 0) }
      }
    }
    let data = predictions(shifted, at: level, copies: 2 * width)
    return (0..<count).map { sample in
      // Row by row: the change of D_i with y_j, less 1 on the diagonal.
      let jacobian = (0..<width).flatMap { i in
        (0..<width).map { j -> Double in
          let low = data[2 * j * states.count + sample * width + i]
          let high = data[(2 * j + 1) * states.count + sample * width + i]
          return level.alpha * (high - low) / (2 * reach) - (i == j ? 1 : 0)
        }
      }
      return eigenvalues(jacobian)
    }
  }

  private func predictions(_ x: [Double], at level: NoiseLevel, copies: Int) -> [Double] {
    var job = job
    let count = x.count / copies / job.model.shape.count
    job.classes = (0..<copies).flatMap { _ in job.classes.prefix(count) }
    job.clip = NoClip(knobs: [:])
    job.noise = .given(start: x, steps: [])
    let space = DoubleStates(job)
    let start = space.start(scale: 1)
    let context = StepContext(space: space, job: job, start: start, observer: nil)
    context.adopt(start)
    context.begin(0, of: 0)
    return space.values(context.evaluate(start, at: level, as: .data))
  }

  /// Of a matrix of one or two rows.
  private func eigenvalues(_ a: [Double]) -> [Complex] {
    guard a.count == 4 else { return a.map { Complex($0) } }
    let middle = (a[0] + a[3]) / 2, half = (a[0] - a[3]) / 2
    let square = half * half + a[1] * a[2]
    let root = sqrt(abs(square))
    return square >= 0
      ? [Complex(middle - root), Complex(middle + root)]
      : [Complex(middle, -root), Complex(middle, root)]
  }
}

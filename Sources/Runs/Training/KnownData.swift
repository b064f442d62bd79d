import Experiments
import Files
import Networks
import Quickstep
import Tensors

/// What is known of data that somebody has looked at: enough to say what a training would be.
struct KnownData: TrainingData {
  let shape: SampleShape
  let classNames: [String]
  private(set) var count: Int?
  let bounds: [ClosedRange<Double>]?

  init(_ data: any TrainingData) {
    shape = data.shape
    classNames = data.classNames
    count = data.count
    bounds = data.bounds
  }

  /// As much of it as a plan uses.
  func limited(by plan: TrainingPlan) -> KnownData {
    var limited = self
    limited.count = count.map { min($0, plan.dataLimit) }
    return limited
  }

  func draw(
    step: Int, seed: UInt64, into samples: UnsafeMutableBufferPointer<Float>,
    labels: UnsafeMutableBufferPointer<Int32>, with kernels: Kernels
  ) {
    preconditionFailure("known data are not drawn from")
  }
}

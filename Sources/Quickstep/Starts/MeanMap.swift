import Tensors

/// The mean that a class has, whatever the noise.
struct MeanMap: RowMap {
  let mean: [Double]

  func apply(_ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>) {
    _ = y.update(fromContentsOf: mean)
  }
}

extension SamplingJob {
  /// The means of the data, by class, where the solver goes by them and the model has them.
  func meanMap() -> (any SampleMap)? {
    switch meanSource {
    case .none: nil
    case .given(let map): map
    case .learned(let model):
      MapByClass(
        maps: Dictionary(
          uniqueKeysWithValues: Set(classes).map {
            ($0, MeanMap(mean: PrincipalAxes.mean(of: model, ofClass: $0, with: kernels)))
          }), facts: [])
    }
  }
}

extension Plan {
  /// Lets a job know the mean of the data, where its solver goes by it.
  /// - Throws: `SamplingError` where nothing knows it.
  func addMean(_ beside: Companions, to job: inout SamplingJob) throws(SamplingError) {
    guard job.solver.needsDataMean else { return }
    if let network = beside.networks[.oneMoreStep] {
      try add(network, .oneMoreStep, to: &job)
    } else if let model = job.model.exact {
      job.meanSource = .learned(on: model)
    } else {
      throw .solverNeedsMean(solver: solver.name, model: model.name)
    }
  }
}

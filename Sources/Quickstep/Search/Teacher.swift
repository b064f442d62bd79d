import Glibc

/// A run over fine levels, with all that it passes: the states x_i, and what the model predicts
/// there.
package final class Teacher {
  package let levels: [NoiseLevel]
  /// x_0 … x_i.
  private(set) var states: [[Double]]
  /// The data predictions D_0 … D_(i-1).
  private(set) var data: [[Double]] = []
  private(set) var evaluations = 0

  private var sampler: Sampler
  private let width: Int

  package init(_ job: SamplingJob) {
    levels = job.grid.levels
    width = job.model.shape.count
    sampler = Sampler(job)
    states = [sampler.state]
  }

  /// Takes the next step.
  /// - Returns: whether there was one.
  /// - Throws: `SamplingError.notFinite`.
  package func advance() throws(SamplingError) -> Bool {
    guard let record = try sampler.next(), let D = sampler.data(first: .max) else { return false }
    evaluations = record.evaluations
    states.append(sampler.state)
    data.append(D)
    return true
  }

  /// How far one long step of Euler's method, from x_i to level j, comes out from x_j: root of the
  /// sum of squares, sample by sample.
  ///
  /// The step is x' = alpha_j D_i + sigma_j eps_i, in whatever coordinates it is taken.
  package func misses(from i: Int, to j: Int) -> [Double] {
    let transfer = Prediction.data.transfer(from: levels[i], to: levels[j])
    let (x, D, right) = (states[i], data[i], states[j])
    return stride(from: 0, to: x.count, by: width).map { row in
      var sum = 0.0
      for k in row..<row + width {
        let miss = transfer.state * x[k] + transfer.output * D[k] - right[k]
        sum += miss * miss
      }
      return sqrt(sum)
    }
  }
}

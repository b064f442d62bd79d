import Quickstep
import Tensors

/// A search that was run to its end, and what its plans are worth on noises that it has not seen.
final class SearchedPlan {
  let context: SearchContext
  /// Of the predictor's expectations, whenever it had learned anew.
  let agreements: [Double]
  private let makeFresh: () throws -> SearchBench
  private let batch: Int
  private var known: SearchBench?

  /// - Parameters:
  ///   - fresh: how many noises plans are judged by, from the next seed.
  init(
    _ method: String, _ plan: Plan, on model: any Denoiser, fresh: Int,
    with kernels: Kernels
  ) throws {
    context = SearchContext(plan, bench: try SearchBench(plan, model: model, with: kernels))
    var search = try searches.make(searches.choice(method))
    var agreements: [Double] = []
    while try search.step(context) {
      if let new = context.agreement, new != agreements.last { agreements.append(new) }
    }
    self.agreements = agreements
    var other = plan
    other.seed = plan.seed + 1000
    other.batch = fresh
    batch = fresh
    makeFresh = { [other] in try SearchBench(other, model: model, with: kernels) }
  }

  private func fresh() throws -> SearchBench {
    if let known { return known }
    let bench = try makeFresh()
    known = bench
    return bench
  }

  /// The error on fresh noises, over the spread of samples.
  func error(of plan: Plan) throws -> Double {
    var plan = plan
    plan.batch = batch
    return try fresh().trial(plan).error
  }

  /// That of the best plan found.
  func error() throws -> Double {
    guard let best = context.best else { return .nan }
    return try error(of: best.plan)
  }

  /// What errors are in units of, root mean square over samples of a width.
  func spread(width: Int) throws -> Double {
    try fresh().reference.spread * Double(width).squareRoot()
  }
}

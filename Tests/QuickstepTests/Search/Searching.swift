import Glibc
import Tensors

@testable import Quickstep

/// Searches of tests, from their first step to their last.
enum Searching {
  static let kernels = Kernels(pool: ThreadPool(threads: 2))

  /// Eight modes on a circle of radius 1, s = 0.25.
  static let gentleRing = GaussianMixture.eightClasses
  /// On a circle of radius 0.5, s = 0.03.
  static let tightRing = ring(radius: 0.5, deviation: 0.03)

  static func ring(radius: Double, deviation: Double) -> GaussianMixture {
    GaussianMixture(
      components: (0..<8).map { k in
        let angle = Double(k) * .pi / 4
        return GaussianMixture.Component(
          weight: 1.0 / 8, mean: [radius * cos(angle), radius * sin(angle)], deviation: deviation)
      })
  }

  static func context(
    _ plan: Plan, on model: any Denoiser, rivals: Rivals = Rivals(), noise: NoiseSource? = nil
  ) throws -> SearchContext {
    let bench = try SearchBench(plan, model: model, noise: noise, with: kernels)
    return SearchContext(plan, rivals: rivals, bench: bench)
  }

  /// Runs a method to its end, the grids that are there without it first.
  /// - Returns: the smallest error after every step.
  @discardableResult
  static func search(
    _ method: Choice, _ context: SearchContext, comparing: Bool = true
  ) throws -> [Double] {
    if comparing { while try context.compareHandMade() {} }
    var search = try searches.make(method)
    var errors: [Double] = []
    var goesOn = true
    while goesOn {
      goesOn = try search.step(context)
      errors.append(context.best?.error ?? .infinity)
    }
    return errors
  }

  /// The errors of plans on noises of another seed.
  static func errors(of plans: [Plan], seed: UInt64, on model: any Denoiser) throws -> [Double] {
    var plan = plans[0]
    plan.seed = seed
    let bench = try SearchBench(plan, model: model, with: kernels)
    return try plans.map { try bench.trial($0).error }
  }
}

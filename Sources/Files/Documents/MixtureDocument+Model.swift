import Quickstep

extension MixtureDocument {
  /// The model that the document describes; classes are named by their numbers from 0.
  public var model: GaussianMixture {
    switch parts {
    case .mixture(let mixture): GaussianMixture(components: components(mixture))
    case .classes(let priors, let classes):
      GaussianMixture(
        components: zip(priors, classes).enumerated().flatMap { index, pair in
          components(pair.1, classIndex: index, prior: pair.0)
        }, classNames: classes.indices.map { "\($0)" })
    }
  }

  private func components(
    _ part: Components, classIndex: Int = 0, prior: Double = 1
  ) -> [GaussianMixture.Component] {
    part.weights.indices.map { k in
      GaussianMixture.Component(
        weight: prior * part.weights[k], mean: part.means[k], deviation: part.deviations[k],
        classIndex: classIndex)
    }
  }
}

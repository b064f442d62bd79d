import Experiments
import Glibc
import Quickstep
import Tensors

/// Shows samples of a model.
struct SamplePicture: Sendable {
  private let shape: SampleShape
  private let subject: String
  /// The class of all samples, if there is one.
  private let classIndex: Int32
  /// Whose density lies behind points in the plane.
  private let mixture: GaussianMixture?
  private let kernels = Kernels(pool: ThreadPool(threads: 1))

  /// - Parameter classes: the class of every sample.
  init(of model: any Denoiser, named name: Choice, classes: [Int32]) {
    self.init(shape: model.shape, mixture: model.exact as? GaussianMixture, named: name, classes)
  }

  init(shape: SampleShape, mixture: GaussianMixture?, named name: Choice, _ classes: [Int32]) {
    self.shape = shape
    subject = modelDeclaration.text(name)
    classIndex = Set(classes).count == 1 ? classes[0] : anyClass
    self.mixture = shape == .point(dimensions: 2) ? mixture : nil
  }

  /// - Parameter values: rows of samples at a level.
  func preview(_ values: [Double], at level: NoiseLevel) -> Preview {
    Preview(values, of: shape, field: field(at: level))
  }

  /// Points in the plane and the ways that they have come.
  func preview(
    _ values: [Double], at level: NoiseLevel, trails: [Trail], box: PlaneBox?
  ) -> Preview {
    .points(Points(values, dimensions: 2, field: field(at: level), trails: trails, box: box))
  }

  /// The density from which the samples should come.
  private func field(at level: NoiseLevel) -> Field? {
    guard let mixture else { return nil }
    let bounds = mixture.bounds(at: level, ofClass: classIndex)
    return Field(
      of: subject, at: "class \(classIndex), alpha \(level.alpha), sigma \(level.sigma)",
      x: bounds[0], y: bounds[1]
    ) { [classIndex, kernels] points in
      mixture.logDensity(points, at: level, ofClass: classIndex, with: kernels).map(exp)
    }
  }
}

extension Preview {
  /// Rows of samples.
  public init(_ values: [Double], of shape: SampleShape, field: Field? = nil) {
    self =
      switch shape {
      case .point(let dimensions):
        .points(Points(values, dimensions: dimensions, field: field))
      case .picture(let width, let height, let channels):
        .pictures(Pictures(values, width: width, height: height, channels: channels))
      }
  }
}

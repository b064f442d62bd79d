import Files
import Networks
import Quickstep

/// A model that comes with the program.
struct BundledModel: Sendable {
  let entry: ModelEntry
  let make: @Sendable () throws -> LoadedModel

  init(
    _ name: String, title: String, summary: String,
    mixture: @escaping @Sendable () throws -> GaussianMixture
  ) {
    entry = ModelEntry(name: name, kind: .mixture, title: title, summary: summary)
    make = { .mixture(try mixture()) }
  }

  init(
    _ name: String, title: String, summary: String, count: Int,
    images: @escaping @Sendable () throws -> ImageSet
  ) {
    entry = ModelEntry(name: name, kind: .data(count), title: title, summary: summary)
    make = { .images(try images()) }
  }

  /// A network that lies in `models`, under its name.
  init(_ name: String, title: String, summary: String, parameters: Int) {
    entry = ModelEntry(name: name, kind: .network(parameters), title: title, summary: summary)
    make = { .network(try Checkpoint.bundled(name)) }
  }
}

/// All of them, in the order in which lists show them.
let bundledModels: [BundledModel] = [
  BundledModel(
    "digits-flow", title: "digits by flow matching",
    summary: "U-Net trained on MNIST, 10 classes", parameters: 1_114_209),
  BundledModel(
    "digits-noise", title: "digits by predicted noise",
    summary: "U-Net trained on MNIST, 10 classes", parameters: 1_114_209),
  BundledModel(
    "ring-8", title: "eight modes on a ring", summary: "8 equal Gaussians, radius 2, s = 0.15",
    mixture: GaussianMixture.ring8),
  BundledModel(
    "ring", title: "ring", summary: "a circle of radius 2, s = 0.1", mixture: GaussianMixture.ring),
  BundledModel(
    "grid-25", title: "25 modes on a lattice", summary: "5 x 5 equal Gaussians, s = 0.05",
    mixture: GaussianMixture.grid25),
  BundledModel(
    "moons", title: "two moons", summary: "interleaved half circles, one class each",
    mixture: GaussianMixture.moons),
  BundledModel(
    "spiral", title: "spiral", summary: "one and a half turns, denser inside",
    mixture: GaussianMixture.spiral),
  BundledModel(
    "checkerboard", title: "checkerboard", summary: "the dark fields of a 4 x 4 board",
    mixture: GaussianMixture.checkerboard),
  BundledModel(
    "gmm2d", title: "ring of unequal modes", summary: "8 Gaussians, weights 1/16 to 1/4",
    mixture: { try .bundled("gmm2d") }),
  BundledModel(
    "gmm16", title: "mixture in 16 dimensions", summary: "5 Gaussians, s from 0.2 to 0.5",
    mixture: { try .bundled("gmm16") }),
  BundledModel(
    "gmm-cond", title: "four classes of two modes", summary: "small enough to check guidance on",
    mixture: { try .bundled("gmm-cond") }),
  BundledModel(
    "digits", title: "handwritten digits", summary: "512 MNIST digits of 28 x 28, 10 classes",
    count: 512, images: ImageSet.bundledDigits),
  BundledModel(
    "ring-flow", title: "ring by flow matching", summary: "MLP trained on the ring",
    parameters: 41_986),
  BundledModel(
    "grid-25-flow", title: "lattice by flow matching", summary: "MLP trained on the 25 modes",
    parameters: 41_986),
  BundledModel(
    "moons-flow", title: "moons by flow matching", summary: "MLP trained on the moons, 2 classes",
    parameters: 42_370),
  BundledModel(
    "spiral-flow", title: "spiral by flow matching", summary: "MLP trained on the spiral",
    parameters: 41_986),
  BundledModel(
    "checkerboard-flow", title: "checkerboard by flow matching",
    summary: "MLP trained on the checkerboard", parameters: 41_986),
]

extension GaussianMixture {
  /// One of the mixtures in `data/mixtures.json`.
  fileprivate static func bundled(_ name: String) throws(FileError) -> GaussianMixture {
    guard let file = BundledFile.named("data/mixtures.json"),
      let document = try MixtureFile.parse(file.source()).first(where: { $0.name == name })
    else { preconditionFailure("the mixture \(name) is not bundled") }
    return document.model
  }
}

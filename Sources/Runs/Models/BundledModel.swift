import Experiments
import Files
import Networks
import Quickstep

/// A model that comes with the program.
struct BundledModel: Sendable {
  let kind: ModelKind
  let card: ModelCard
  let make: @Sendable () throws -> LoadedModel

  init(
    _ name: String, summary: String,
    mixture: @escaping @Sendable () throws -> GaussianMixture
  ) {
    kind = .mixture
    card = ModelCard(name, kind, summary)
    make = { .mixture(try mixture()) }
  }

  init(
    _ name: String, summary: String, count: Int,
    images: @escaping @Sendable () throws -> ImageSet
  ) {
    kind = .data(count)
    card = ModelCard(name, kind, summary)
    make = { .images(try images()) }
  }

  /// A network that lies in `models`, under its name.
  init(_ name: String, summary: String, parameters: Int) {
    kind = .network(parameters)
    card = ModelCard(name, kind, summary)
    make = { .network(try Checkpoint.bundled(name)) }
  }
}

/// All of them, in the order in which lists show them.
let bundledModels: [BundledModel] = [
  BundledModel(
    "digits-flow", summary: "U-Net trained on MNIST, 10 classes", parameters: 1_114_209),
  BundledModel(
    "digits-noise", summary: "U-Net trained on MNIST, 10 classes", parameters: 1_114_209),
  BundledModel(
    "ring-8", summary: "8 equal Gaussians, radius 2, s = 0.15",
    mixture: GaussianMixture.ring8),
  BundledModel(
    "ring", summary: "a circle of radius 2, s = 0.1", mixture: GaussianMixture.ring),
  BundledModel(
    "grid-25", summary: "5 x 5 equal Gaussians, s = 0.05",
    mixture: GaussianMixture.grid25),
  BundledModel(
    "moons", summary: "interleaved half circles, one class each",
    mixture: GaussianMixture.moons),
  BundledModel(
    "spiral", summary: "one and a half turns, denser inside",
    mixture: GaussianMixture.spiral),
  BundledModel(
    "checkerboard", summary: "the dark fields of a 4 x 4 board",
    mixture: GaussianMixture.checkerboard),
  BundledModel(
    "gmm2d", summary: "8 Gaussians, weights 1/16 to 1/4",
    mixture: { try .bundled("gmm2d") }),
  BundledModel(
    "gmm16", summary: "5 Gaussians, s from 0.2 to 0.5",
    mixture: { try .bundled("gmm16") }),
  BundledModel(
    "gmm-cond", summary: "small enough to check guidance on",
    mixture: { try .bundled("gmm-cond") }),
  BundledModel(
    "digits", summary: "512 MNIST digits of 28 x 28, 10 classes",
    count: 512, images: ImageSet.bundledDigits),
  BundledModel(
    "moving-digits", summary: "clips of a digit, 8 frames of 16 x 16, 10 classes",
    count: 2048, images: { try MovingDigits().clips(2048) }),
  BundledModel(
    "ring-flow", summary: "MLP trained on the ring",
    parameters: 41_986),
  BundledModel(
    "grid-25-flow", summary: "MLP trained on the 25 modes",
    parameters: 41_986),
  BundledModel(
    "moons-flow", summary: "MLP trained on the moons, 2 classes",
    parameters: 42_370),
  BundledModel(
    "spiral-flow", summary: "MLP trained on the spiral",
    parameters: 41_986),
  BundledModel(
    "checkerboard-flow", summary: "MLP trained on the checkerboard", parameters: 41_986),
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

/// Which of the weights in a folder are asked for.
enum WantedWeights: Hashable, Sendable {
  /// Those without a variant, or the only ones there.
  case standard
  case variant(String)
  /// Those of a file, whatever it is called.
  case file(String)
}

/// The name of a file of weights, taken apart: `diffusion_pytorch_model[.VARIANT].safetensors`, or
/// that of the index of several files, `diffusion_pytorch_model.safetensors.index[.VARIANT].json`.
struct WeightName: Hashable {
  /// What new weights are called.
  static let standard = "diffusion_pytorch_model.safetensors"
  /// In the order in which they are preferred.
  private static let stems = ["diffusion_pytorch_model", "model"]
  /// Of files that PyTorch pickled.
  private static let pickledEndings = [".bin", ".ckpt", ".pt", ".pth", ".pkl"]

  let text: String
  let stem: Int
  let isIndex: Bool
  let variant: String?

  /// - Returns: `nil` for another file, and for one of several that an index names.
  init?(_ text: String) {
    guard let stem = Self.stems.firstIndex(where: { text.hasPrefix($0 + ".") }),
      !Self.isPart(text)
    else { return nil }
    var words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    words.removeFirst()
    isIndex = words.last == "json"
    for ending in isIndex ? ["safetensors", "index", "json"] : ["safetensors"] {
      guard let place = words.lastIndex(of: ending) else { return nil }
      words.remove(at: place)
    }
    guard words.count <= 1, words.first != "" else { return nil }
    self.text = text
    self.stem = stem
    variant = words.first
  }

  /// Whether a file can hold weights, or be the index of files that do, whatever it is called.
  static func isWeights(_ name: String) -> Bool {
    name.hasSuffix(".safetensors") || name.hasSuffix(".json") && name.contains(".safetensors.")
  }

  /// Whether it is one of several files: `…-00001-of-00004….safetensors`.
  static func isPart(_ name: String) -> Bool {
    name.hasSuffix(".safetensors") && name.contains(#/-\d+-of-\d+\./#)
  }

  /// Whether reading it would mean to run what it says.
  static func isPickled(_ name: String) -> Bool { pickledEndings.contains(where: name.hasSuffix) }

  /// The weights of a folder that are asked for.
  /// - Parameter names: in the folder.
  static func choose(
    _ wanted: WantedWeights, among names: [String]
  ) throws(NetworkProblem) -> (name: String, isIndex: Bool) {
    if case .file(let name) = wanted { return (name, name.hasSuffix(".json")) }
    let known = names.compactMap(WeightName.init).sorted {
      ($0.stem, $0.isIndex ? 0 : 1, $0.text) < ($1.stem, $1.isIndex ? 0 : 1, $1.text)
    }
    let variants = Set(known.map(\.variant))
    let named = variants.compactMap { $0 }.sorted()
    let variant: String?
    switch wanted {
    case .variant(let name):
      guard variants.contains(name) else { throw .noVariant(name, known: named) }
      variant = name
    case .standard, .file:
      guard variants.contains(nil) || named.count <= 1 else { throw .severalVariants(named) }
      variant = variants.contains(nil) ? nil : named.first
    }
    if let found = known.first(where: { $0.variant == variant }) {
      return (found.text, found.isIndex)
    }
    if let pickled = names.filter(isPickled).min() { throw .onlyPickled(pickled) }
    throw .noWeights(standard, others: names.filter(isWeights).sorted())
  }
}

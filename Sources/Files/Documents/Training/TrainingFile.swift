import Quickstep

/// Reads and writes training files.
///
/// ```toml
/// [data]
/// path = "mnist/train-images-idx3-ubyte.gz"
///
/// [network]
/// kind = "unet"        # or "mlp", "classifier"
/// channels = [32, 64, 64]
///
/// [objective]
/// kind = "flow"        # or "noise", "data", "velocity", "edm", "classification"
/// conditional = true
///
/// [optimizer]
/// steps = 20000
///
/// [output]
/// folder = "digits-flow"
/// ```
public enum TrainingFile {
  /// - Throws: `FileError` with line and column for syntax, keys that are not known, and values
  ///   that cannot be used.
  public static func read(_ path: String) throws(FileError) -> TrainingDocument {
    try parse(ByteSource(contentsOf: path))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> TrainingDocument {
    let root = try TOMLParser.parse(source)
    try root.requireKnownKeys(Part.allCases.map(\.rawValue))
    var document = TrainingDocument()
    try root.table(.data).read(TrainingDocument.Data.keys, into: &document.data)
    document.network = try network(try root.table(.network))
    try root.table(.objective).read(TrainingDocument.Objective.keys, into: &document.objective)
    try root.table(.optimizer).read(TrainingDocument.Optimizer.keys, into: &document.optimizer)
    try root.table(.output).read(TrainingDocument.Output.keys, into: &document.output)
    return document
  }

  /// The text that `parse` reads back, every value named.
  public static func text(_ document: TrainingDocument) -> String {
    let network: (kind: NetworkKind, lines: [String]) =
      switch document.network {
      case .unet(let layers): (.unet, lines(TrainingDocument.UNetLayers.keys, layers))
      case .mlp(let layers): (.mlp, lines(NetworkDocument.Layers.keys, layers))
      case .classifier(let layers):
        (.classifier, lines(TrainingDocument.ClassifierLayers.keys, layers))
      }
    let tables: [(Part, [String])] = [
      (.data, lines(TrainingDocument.Data.keys, document.data)),
      (.network, ["\(kindKey) = \(quoted(network.kind.rawValue))"] + network.lines),
      (.objective, lines(TrainingDocument.Objective.keys, document.objective)),
      (.optimizer, lines(TrainingDocument.Optimizer.keys, document.optimizer)),
      (.output, lines(TrainingDocument.Output.keys, document.output)),
    ]
    return tables.map { table, lines in
      "[\(table.rawValue)]\n" + lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }
}

private enum Part: String, CaseIterable {
  case data, network, objective, optimizer, output
}

private enum NetworkKind: String, CaseIterable {
  case unet, mlp, classifier
}

private let kindKey = "kind"

private func network(_ section: TOMLSection) throws(FileError) -> TrainingDocument.Network {
  guard let kind: NetworkKind = try section.word(kindKey) else {
    throw section.error(.missingKey(kindKey, inside: "[\(section.keys)]"))
  }
  switch kind {
  case .unet:
    var layers = TrainingDocument.UNetLayers()
    try section.read(TrainingDocument.UNetLayers.keys, beside: [kindKey], into: &layers)
    return .unet(layers)
  case .mlp:
    var layers = NetworkDocument.Layers()
    try section.read(NetworkDocument.Layers.keys, beside: [kindKey], into: &layers)
    return .mlp(layers)
  case .classifier:
    var layers = TrainingDocument.ClassifierLayers()
    try section.read(TrainingDocument.ClassifierLayers.keys, beside: [kindKey], into: &layers)
    return .classifier(layers)
  }
}

private func lines<Values>(_ keys: [TrainingKey<Values>], _ part: Values) -> [String] {
  keys.compactMap { key in key.write(part).map { "\(key.name) = \($0)" } }
}

extension TOMLSection {
  /// A table of the file; an absent one is empty.
  fileprivate func table(_ table: Part) throws(FileError) -> TOMLSection {
    try section(table.rawValue)
      ?? TOMLSection(path: path, keys: table.rawValue, members: [:], positions: [:])
  }
}

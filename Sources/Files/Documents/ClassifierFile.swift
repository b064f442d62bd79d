import Experiments
import Quickstep

/// What `quickstep.toml` beside the weights of a classifier of pictures says.
public struct ClassifierDocument: Equatable, Sendable {
  /// Of a picture, in pixels.
  public var width, height: Int
  /// 1 for grey pictures, 3 for colour.
  public var channels: Int
  public var layers: ClassifierLayers
  /// Names of the classes, in the order of their numbers.
  public var classes: [String]

  public init(
    width: Int, height: Int, channels: Int, layers: ClassifierLayers,
    classes: [String]
  ) {
    self.width = width
    self.height = height
    self.channels = channels
    self.layers = layers
    self.classes = classes
  }
}

/// Reads and writes `quickstep.toml` of a classifier.
///
/// ```toml
/// network = "classifier"
/// picture = [28, 28, 1]       # width, height, channels
/// classes = ["0", "1"]
/// channels = [16, 32, 64]
/// features = 64
/// ```
public enum ClassifierFile {
  /// - Throws: `FileError` with line and column for syntax, keys that are not known, and values
  ///   that cannot be used.
  public static func read(_ path: String) throws(FileError) -> ClassifierDocument {
    try parse(ByteSource(contentsOf: path))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> ClassifierDocument {
    let root = try TOMLParser.parse(source)
    guard let _: Kind = try root.word(Key.network.rawValue) else {
      throw root.error(.missingKey(Key.network.rawValue, inside: ""))
    }
    guard let size = try root.integers(Key.picture.rawValue, in: 1...4096, counts: 3...3) else {
      throw root.error(.missingKey(Key.picture.rawValue, inside: ""))
    }
    let classes = try root.texts(Key.classes.rawValue)
    guard !classes.isEmpty else {
      throw root.error(.missingKey(Key.classes.rawValue, inside: ""))
    }
    guard classes.count >= 2, Set(classes).count == classes.count else {
      throw root.error(
        .badValue(
          root.place(of: Key.classes.rawValue), found: classes.map(quoted).joined(separator: ", "),
          needed: "at least two different names"))
    }
    let knobs = ClassifierLayers.declaration.knobs
    try root.requireKnownKeys(Key.allCases.map(\.rawValue) + knobs.map(\.name))
    var values: [String: KnobValue] = [:]
    for knob in knobs { values[knob.name] = try root.value(knob.name, of: knob) }
    return ClassifierDocument(
      width: size[0], height: size[1], channels: size[2],
      layers: ClassifierLayers(knobs: values), classes: classes)
  }

  /// The text that `parse` reads back.
  public static func text(_ document: ClassifierDocument) -> String {
    let lines =
      [
        "\(Key.network.rawValue) = \(quoted(Kind.classifier.rawValue))",
        "\(Key.picture.rawValue) = "
          + "[\(document.width), \(document.height), \(document.channels)]",
        "\(Key.classes.rawValue) = [\(document.classes.map(quoted).joined(separator: ", "))]",
      ]
      + ClassifierLayers.declaration.knobs.compactMap { knob in
        document.layers.knobs[knob.name]?.tomlText(of: knob).map { "\(knob.name) = \($0)" }
      }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Writes the file, complete or not at all.
  public static func write(_ document: ClassifierDocument, to path: String) throws(FileError) {
    try AtomicFile.write(text(document), to: path)
  }
}

private enum Key: String, CaseIterable {
  case network, picture, classes
}

private enum Kind: String, CaseIterable {
  case classifier
}

import Quickstep

/// Reads and writes `quickstep.toml`.
///
/// ```toml
/// network = "unet"            # or "mlp", "frames"
/// role = "model"             # or "refiner", "one-more-step": asked beside a model
/// prediction = "flow"         # noise, data, velocity or flow
/// schedule = "flow"           # the path it was trained on
/// preconditioning = "none"    # or "edm", with sigma-data
/// time = "schedule"           # or "log-sigma"
/// time-scale = 1000
/// classes = ["0", "1"]
/// null-class = 2
///
/// [defaults]
/// solver = "euler"
/// steps = 10
///
/// [mlp]
/// dimensions = 2
/// widths = [128, 128, 128]
/// time-features = 64
/// time-input = "added"
///
/// [frames]
/// frames = 8
/// frame-width = 16
/// frame-height = 16
/// channels = 1
/// patch = 4
/// width = 64
/// layers = 4
/// heads = 4
/// time-features = 64
/// ```
public enum NetworkFile {
  public static let name = "quickstep.toml"

  /// - Throws: `FileError` with line and column for syntax, keys that are not known, and values
  ///   that cannot be used.
  public static func read(_ path: String) throws(FileError) -> NetworkDocument {
    try parse(ByteSource(contentsOf: path))
  }

  public static func parse(_ source: ByteSource) throws(FileError) -> NetworkDocument {
    let root = try TOMLParser.parse(source)
    try root.requireKnownKeys(Key.allCases.map(\.rawValue))
    let schedule = try root.required(Key.schedule.rawValue)
    guard let prediction: Prediction = try root.word(Key.prediction.rawValue) else {
      throw root.error(.missingKey(Key.prediction.rawValue, inside: ""))
    }
    var document = NetworkDocument(
      kind: try root.word(Key.network.rawValue) ?? .unet,
      prediction: prediction,
      schedule: try root.checked(Key.schedule.rawValue) { () throws(DeclarationError) in
        try schedules.choice(schedule)
      })
    document.role = try root.word(Key.role.rawValue) ?? .model
    document.preconditioning = try root.word(Key.preconditioning.rawValue) ?? .none
    if let sigma = try root.number(Key.sigmaData.rawValue, in: 1e-6...1e6) {
      document.sigmaData = sigma
    } else if document.preconditioning == .edm {
      throw root.error(.missingKey(Key.sigmaData.rawValue, inside: ""))
    }
    document.time = try root.word(Key.time.rawValue) ?? .schedule
    document.timeScale = try root.number(Key.timeScale.rawValue, in: 1e-9...1e9) ?? 1
    document.classes = try root.texts(Key.classes.rawValue)
    document.nullClass = try root.integer(Key.nullClass.rawValue, in: 0...10_000_000)
    document.defaults = try defaults(root)
    document.layers = try layers(root)
    if document.kind == .mlp, document.layers == nil {
      throw root.error(.missingKey(Key.mlp.rawValue, inside: ""))
    }
    document.frames = try root.section(Key.frames.rawValue)?.frameLayers()
    if document.kind == .frames, document.frames == nil {
      throw root.error(.missingKey(Key.frames.rawValue, inside: ""))
    }
    return document
  }

  /// The text that `parse` reads back.
  public static func text(_ document: NetworkDocument) -> String {
    var lines = [
      "\(Key.network.rawValue) = \(quoted(document.kind.rawValue))",
      "\(Key.prediction.rawValue) = \(quoted(document.prediction.rawValue))",
      "\(Key.schedule.rawValue) = \(quoted(schedules.text(document.schedule)))",
      "\(Key.preconditioning.rawValue) = \(quoted(document.preconditioning.rawValue))",
      "\(Key.sigmaData.rawValue) = \(shortestText(document.sigmaData))",
      "\(Key.time.rawValue) = \(quoted(document.time.rawValue))",
      "\(Key.timeScale.rawValue) = \(shortestText(document.timeScale))",
      "\(Key.classes.rawValue) = [\(document.classes.map(quoted).joined(separator: ", "))]",
    ]
    if document.role != .model {
      lines.append("\(Key.role.rawValue) = \(quoted(document.role.rawValue))")
    }
    if let null = document.nullClass { lines.append("\(Key.nullClass.rawValue) = \(null)") }
    let words = document.defaults.words.sorted { $0.key < $1.key }
    if !words.isEmpty {
      lines += ["", "[\(Key.defaults.rawValue)]"]
      lines += words.map { "\($0.key) = \(quoted($0.value))" }
    }
    if let layers = document.layers {
      lines += [
        "", "[\(Key.mlp.rawValue)]",
        "\(LayerKey.dimensions.rawValue) = \(layers.dimensions)",
        "\(LayerKey.widths.rawValue) = [\(layers.widths.map(String.init).joined(separator: ", "))]",
        "\(LayerKey.timeFeatures.rawValue) = \(layers.timeFeatures)",
        "\(LayerKey.timeInput.rawValue) = \(quoted(layers.timeInput.rawValue))",
      ]
    }
    if let frames = document.frames { lines += ["", "[\(Key.frames.rawValue)]"] + frames.lines }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Writes the file, complete or not at all.
  public static func write(_ document: NetworkDocument, to path: String) throws(FileError) {
    try AtomicFile.write(text(document), to: path)
  }
}

private enum Key: String, CaseIterable {
  case network, role, prediction, schedule, preconditioning, time, classes, defaults, mlp, frames
  case sigmaData = "sigma-data"
  case timeScale = "time-scale"
  case nullClass = "null-class"
}

private enum LayerKey: String, CaseIterable {
  case dimensions, widths
  case timeFeatures = "time-features"
  case timeInput = "time-input"
}

private func defaults(_ root: TOMLSection) throws(FileError) -> PlanDefaults {
  guard let section = try root.section(Key.defaults.rawValue) else { return PlanDefaults() }
  try section.requireKnownKeys(PlanDefaults.keys)
  var words: [String: String] = [:]
  var plan = Plan()
  for key in PlanDefaults.keys {
    guard let word = try section.scalar(key) else { continue }
    try section.checked(key) { () throws(DeclarationError) in try plan.set(key, word) }
    words[key] = word
  }
  return PlanDefaults(words)
}

private func layers(_ root: TOMLSection) throws(FileError) -> NetworkDocument.Layers? {
  guard let section = try root.section(Key.mlp.rawValue) else { return nil }
  try section.requireKnownKeys(LayerKey.allCases.map(\.rawValue))
  var layers = NetworkDocument.Layers()
  let size = 1...65_536
  if let count = try section.integer(LayerKey.dimensions.rawValue, in: size) {
    layers.dimensions = count
  }
  if let widths = try section.integers(LayerKey.widths.rawValue, in: size, counts: 1...100) {
    layers.widths = widths
  }
  if let count = try section.integer(LayerKey.timeFeatures.rawValue, in: 4...65_536) {
    layers.timeFeatures = count
  }
  if let input: NetworkDocument.Layers.TimeInput = try section.word(LayerKey.timeInput.rawValue) {
    layers.timeInput = input
  }
  return layers
}

extension TOMLSection {
  fileprivate func required(_ key: String) throws(FileError) -> String {
    guard let text = try text(key) else { throw error(.missingKey(key, inside: keys)) }
    return text
  }

  /// What `body` makes of the value at `key`, whose error is put at its place.
  @discardableResult
  fileprivate func checked<Value>(
    _ key: String, _ body: () throws(DeclarationError) -> Value
  ) throws(FileError) -> Value {
    do throws(DeclarationError) {
      return try body()
    } catch {
      throw self.error(.rejected(place(of: key), reason: "\(error)"))
    }
  }
}

import Quickstep
import Synchronization

/// Finds and loads models by name or path, and keeps the last few.
///
///     let library = ModelLibrary()
///     let model = try library.model(Choice("ring-8"))
public final class ModelLibrary: Sendable {
  private static let capacity = 4
  private let cache = Mutex([(choice: Choice, model: any ExactModel)]())

  public init() {}

  /// The models that come with the program, in the order in which lists show them.
  public static let entries = bundledModels.map(\.entry)

  /// Loads a model, or takes it from the last few loaded.
  ///
  /// What lies at a path is read once; a file that changed is read again after other models have
  /// taken its place.
  /// - Parameter choice: a name of `entries` or a path to an IDX file, a folder of PNG pictures or
  ///   a mixture in JSON (of several, `FILE#NAME`), with the knobs of `modelDeclaration`.
  /// - Throws: `DeclarationError` when there is neither such a name nor a file, or a knob that this
  ///   model lacks; `FileError` when the file cannot be used.
  public func model(_ choice: Choice) throws -> any Denoiser {
    let values = KnobValues(modelDeclaration.knobs, choice.knobs)
    let base = try exactModel(choice)
    let prediction: Prediction = values.choice("predicts")
    return prediction == base.prediction ? base : Recast(base, as: prediction)
  }

  /// What a list says of a choice; `nil` for a path that has not been loaded.
  public func entry(_ choice: Choice) -> ModelEntry? {
    if let bundled = Self.entries.first(where: { $0.name == choice.name }) { return bundled }
    guard let model = cached(Self.key(choice)) else { return nil }
    return ModelEntry(
      name: choice.name, kind: Self.kind(model),
      title: choice.name.split(separator: "/").last.map(String.init) ?? choice.name,
      summary: Self.summary(model))
  }

  private func exactModel(_ choice: Choice) throws -> any ExactModel {
    let key = Self.key(choice)
    if let model = cached(key) { return model }
    let model = try Self.load(key)
    cache.withLock { cache in
      cache.insert((key, model), at: 0)
      if cache.count > Self.capacity { cache.removeLast() }
    }
    return model
  }

  /// A cached model, which becomes the newest.
  private func cached(_ key: Choice) -> (any ExactModel)? {
    cache.withLock { cache in
      guard let place = cache.firstIndex(where: { $0.choice == key }) else { return nil }
      let found = cache.remove(at: place)
      cache.insert(found, at: 0)
      return found.model
    }
  }

  /// The part of a choice that decides what is read.
  private static func key(_ choice: Choice) -> Choice {
    var key = choice
    key.knobs["predicts"] = nil
    return key
  }

  private static func load(_ choice: Choice) throws -> any ExactModel {
    let limit = KnobValues(modelDeclaration.knobs, choice.knobs).optional("limit")
    switch try read(choice.name) {
    case .images(let images): return DataSetModel(images, limit: limit.map(Int.init) ?? .max)
    case .mixture(let mixture):
      if limit != nil {
        throw DeclarationError.unknownKnob("limit", of: choice.name, known: ["predicts"])
      }
      return mixture
    }
  }

  private static func read(_ name: String) throws -> LoadedModel {
    if let bundled = bundledModels.first(where: { $0.entry.name == name }) {
      return try bundled.make()
    }
    guard let path = ModelPath(name) else {
      throw DeclarationError.unknownName(name, kind: "model", known: entries.map(\.name))
    }
    return try path.load()
  }

  private static func kind(_ model: any ExactModel) -> ModelEntry.Kind {
    (model as? DataSetModel).map { .data($0.count) } ?? .mixture
  }

  private static func summary(_ model: any ExactModel) -> String {
    let size =
      switch model.shape {
      case .point(let dimensions): "\(dimensions) dimensions"
      case .picture(let width, let height, let channels):
        "\(width) x \(height) \(channels == 1 ? "grey" : "colour")"
      }
    return model.classNames.isEmpty ? size : "\(size), \(model.classNames.count) classes"
  }
}

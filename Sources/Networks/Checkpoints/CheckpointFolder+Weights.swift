import Files
import Quickstep

extension CheckpointFolder {
  /// Opens the files of the weights: one, or all that an index names.
  /// - Returns: the file that was chosen, and those that hold tensors.
  /// - Throws: `FileError` for a file that is missing or damaged, `NetworkError` where the folder
  ///   does not say which it is, or its index does not fit.
  func openWeights() throws -> (path: String, files: [SafetensorsFile]) {
    let names = try storage.names(in: path)
    let (name, isIndex) = try located(path) { () throws(NetworkProblem) in
      try WeightName.choose(wanted, among: names)
    }
    let chosen = "\(path)/\(name)"
    guard isIndex else { return (chosen, [try storage.tensors(chosen)]) }
    let places = try readIndex(chosen)
    let parts = Set(places.values).sorted()
    guard parts.count <= Self.partLimit else {
      throw FileError(path: chosen, problem: .tooMany("files", limit: Self.partLimit))
    }
    var files: [String: SafetensorsFile] = [:]
    for part in parts { files[part] = try storage.tensors("\(path)/\(part)") }
    for (tensor, part) in places.sorted(by: { $0.key < $1.key })
    where files[part]?[tensor] == nil {
      throw NetworkError(path: chosen, problem: .notInPart(tensor: tensor, part))
    }
    return (chosen, parts.compactMap { files[$0] })
  }

  /// The most files of one network; each is kept open while weights are read.
  private static let partLimit = 256

  /// The file in which each tensor lies.
  private func readIndex(_ index: String) throws -> [String: String] {
    let value = try JSONFile.parse(storage.source(index))
    guard let members = value.object?["weight_map"]?.object else {
      throw FileError(path: index, problem: .missingKey("weight_map", inside: ""))
    }
    return try located(index) { () throws(NetworkProblem) in
      var places: [String: String] = [:]
      for (tensor, place) in members {
        guard let part = place.string, part.hasSuffix(".safetensors"), !part.contains("/") else {
          throw .foreignPart(tensor: tensor, place.string ?? place.kind)
        }
        places[tensor] = part
      }
      return places
    }
  }

  /// Refuses weights that nothing describes: a pickled file, or a folder with weights and without
  /// pictures.
  /// - Throws: `NetworkError` that says what is missing, or which file cannot be read.
  public static func refuseBareWeights(_ path: String) throws(NetworkError) {
    if WeightName.isPickled(path), isFile(path) {
      throw NetworkError(path: path, problem: .onlyPickled(lastComponent(path)))
    }
    guard let names = try? FolderNames.first(1000, of: path),
      !names.contains(where: isPictureName)
    else { return }
    let files = names.filter { isFile("\(path)/\($0)") }
    if let pickled = files.filter(WeightName.isPickled).min() {
      throw NetworkError(path: path, problem: .onlyPickled(pickled))
    }
    if files.contains(where: WeightName.isWeights) {
      throw NetworkError(path: path, problem: .noConfiguration)
    }
  }

  /// Finds out whether the pipeline around the network is nothing but a network and its scheduler.
  /// - Throws: `FileError`, or `NetworkError` that says what it is.
  func checkPipeline() throws {
    guard let pipeline else { return }
    guard let members = try JSONFile.parse(storage.source(pipeline)).object else { return }
    let parts = members.compactMapValues { $0.array?.last?.string }
    guard parts["unet"] == UNetConfiguration.className,
      Set(parts.keys).isSubset(of: ["unet", "scheduler"])
    else {
      // A folder that lists nothing is judged by what lies in it.
      if parts.isEmpty, configuration ?? description != nil { return }
      throw NetworkError(
        path: pipeline,
        problem: .otherPipeline(
          members["_class_name"]?.string ?? "pipeline",
          parts: parts.sorted { $0.key < $1.key }.map {
            PipelinePart(name: $0.key, className: $0.value)
          }))
    }
  }
}

/// One part of a pipeline, by its folder.
public struct PipelinePart: Hashable, Sendable {
  public let name: String
  public let className: String
}

import Files
import Glibc
import Quickstep
import Tensors

extension Checkpoint {
  /// Writes a network into a folder, which is made where it is missing: `quickstep.toml`, the
  /// `config.json` of a U-Net, and the weights, each complete or not at all, the weights last.
  /// - Parameter parameter: where the values of a weight are taken from.
  /// - Throws: `FileError`.
  public static func write(
    _ network: any Network, _ document: NetworkDocument, to folder: String,
    precision: SafetensorsOutput.Precision = .float32,
    values parameter: (Weight) -> FloatBuffer
  ) throws(FileError) {
    try create(folder)
    if let network = network as? UNet2D {
      try AtomicFile.write(
        network.configuration.json.text + "\n",
        to: "\(folder)/\(CheckpointFolder.configurationName)")
    }
    try NetworkFile.write(document, to: "\(folder)/\(NetworkFile.name)")
    try writeWeights(of: network, to: folder, precision: precision, values: parameter)
  }

  /// Writes a classifier into a folder, as other networks are written.
  /// - Throws: `FileError`.
  public static func write(
    _ network: any Network, _ document: ClassifierDocument, to folder: String,
    precision: SafetensorsOutput.Precision = .float32,
    values parameter: (Weight) -> FloatBuffer
  ) throws(FileError) {
    try create(folder)
    try ClassifierFile.write(document, to: "\(folder)/\(NetworkFile.name)")
    try writeWeights(of: network, to: folder, precision: precision, values: parameter)
  }

  private static func writeWeights(
    of network: any Network, to folder: String, precision: SafetensorsOutput.Precision,
    values parameter: (Weight) -> FloatBuffer
  ) throws(FileError) {
    let tensors = network.weights.map { weight in
      let values = parameter(weight)
      return SafetensorsOutput(
        name: weight.name, shape: weight.fileShape, precision: precision
      ) { target in
        let source = UnsafeBufferPointer(start: values.start, count: values.count)
        if let exchange = weight.exchange {
          toFileLayout(source, target, exchange)
        } else {
          _ = target.update(fromContentsOf: source)
        }
      }
    }
    try SafetensorsFile.write(
      "\(folder)/\(WeightName.standard)", tensors: tensors, metadata: ["format": "pt"])
  }

  private static func create(_ folder: String) throws(FileError) {
    if mkdir(folder, 0o755) != 0, errno != EEXIST {
      throw FileError(path: folder, problem: .system(.write, code: errno))
    }
  }
}

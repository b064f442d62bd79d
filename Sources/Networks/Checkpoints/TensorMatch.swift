import Files

/// Which tensor of a file belongs to which weight of a network.
struct TensorMatch: Sendable {
  let file: SafetensorsFile
  /// In the order of the network.
  let pairs: [(weight: Weight, tensor: SafetensorsTensor)]

  /// - Throws: `NetworkProblem` for tensors that are missing, too many or of another shape.
  init(_ file: SafetensorsFile, _ declared: [Weight]) throws(NetworkProblem) {
    self.file = file
    var found: [String: SafetensorsTensor] = [:]
    var surplus: [SafetensorsTensor] = []
    for tensor in file.tensors {
      let name = presentName(tensor.name)
      if found[name] == nil { found[name] = tensor } else { surplus.append(tensor) }
    }
    var pairs: [(weight: Weight, tensor: SafetensorsTensor)] = []
    var missing: [Weight] = []
    for weight in declared {
      guard let tensor = found.removeValue(forKey: weight.name) else {
        missing.append(weight)
        continue
      }
      guard tensor.shape == weight.fileShape else {
        throw .misshapenTensor(tensor.name, found: tensor.shape, needed: weight.fileShape)
      }
      pairs.append((weight, tensor))
    }
    if let first = missing.first {
      throw .missingTensor(first.name, needed: first.fileShape, others: missing.count - 1)
    }
    surplus += found.values
    if let first = surplus.min(by: { $0.name < $1.name }) {
      throw .surplusTensor(first.name, shape: first.shape, others: surplus.count - 1)
    }
    self.pairs = pairs
  }
}

/// The name of a tensor in today's files: the linear layers of attention once had other names.
private func presentName(_ name: String) -> String {
  var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  guard parts.count >= 4, parts[parts.count - 4] == "attentions" else { return name }
  let old = ["query": "to_q", "key": "to_k", "value": "to_v", "proj_attn": "to_out.0"]
  guard let present = old[parts[parts.count - 2]] else { return name }
  parts[parts.count - 2] = present
  return parts.joined(separator: ".")
}

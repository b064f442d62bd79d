import Files
import Glibc

/// Which tensor of which file belongs to which weight of a network.
struct TensorMatch: Sendable {
  struct Pair: Sendable {
    let weight: Weight
    let tensor: SafetensorsTensor
    let file: SafetensorsFile
  }

  /// In the order of the network.
  let pairs: [Pair]

  /// - Parameter files: which hold the tensors of the network and no others.
  /// - Throws: `NetworkProblem` for tensors that are missing, too many or of another shape.
  init(_ files: [SafetensorsFile], _ declared: [Weight]) throws(NetworkProblem) {
    var found: [String: (tensor: SafetensorsTensor, file: SafetensorsFile)] = [:]
    var surplus: [SafetensorsTensor] = []
    for file in files {
      for tensor in file.tensors {
        let name = presentName(tensor.name)
        if found[name] == nil { found[name] = (tensor, file) } else { surplus.append(tensor) }
      }
    }
    var pairs: [Pair] = []
    var missing: [Weight] = []
    for weight in declared {
      guard let (tensor, file) = found.removeValue(forKey: weight.name) else {
        missing.append(weight)
        continue
      }
      guard tensor.shape == weight.fileShape else {
        throw .misshapenTensor(tensor.name, found: tensor.shape, needed: weight.fileShape)
      }
      pairs.append(Pair(weight: weight, tensor: tensor, file: file))
    }
    if let first = missing.first {
      throw .missingTensor(first.name, needed: first.fileShape, others: missing.count - 1)
    }
    surplus += found.values.map(\.tensor)
    if let first = surplus.min(by: { $0.name < $1.name }) {
      throw .surplusTensor(first.name, shape: first.shape, others: surplus.count - 1)
    }
    self.pairs = pairs
  }
}

/// The name of a tensor in today's files: the linear layers of attention once had other names, and
/// what PyTorch wraps around a network stays in the names of its weights (`_orig_mod` of a compiled
/// module, `module` of one that ran on several processors).
private func presentName(_ stored: String) -> String {
  let isToday = stored.withCString { text in
    strncmp(text, "module.", 7) != 0 && strstr(text, "_orig_mod") == nil
      && strstr(text, "attentions") == nil
  }
  if isToday { return stored }
  var parts = stored.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  parts.removeAll { $0 == "_orig_mod" }
  parts = Array(parts.drop { $0 == "module" })
  let name = parts.joined(separator: ".")
  guard parts.count >= 4, parts[parts.count - 4] == "attentions" else { return name }
  let old = ["query": "to_q", "key": "to_k", "value": "to_v", "proj_attn": "to_out.0"]
  guard let present = old[parts[parts.count - 2]] else { return name }
  parts[parts.count - 2] = present
  return parts.joined(separator: ".")
}

import Files
import Quickstep

// The one place where this target's errors become sentences: what, where, what to do next.

extension NetworkError: CustomStringConvertible {
  public var description: String {
    let name = path.isEmpty ? "\"\"" : PrintableText(path).text
    return PrintableText("\(name): \(problem)", limit: 2000).text
  }
}

extension NetworkProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAnObject(let found):
      "this is \(found), not an object with options. Check that it is the right file."
    case .otherClass(let name, let needed):
      "it describes a \(quoted(name))\(kind(name)), which cannot be used. Supported: \(needed)."
    case .otherPipeline(let name, let parts): sentence(name, parts)
    case .unknownOption(let name, let known):
      "there is no option \(quoted(name)). \(advice(name, known))"
    case .badOption(let name, let found, let needed):
      "\(shown(name)) is \(shown(found)), which is not supported. Use \(needed)."
    case .unfitting(let options, let reason):
      "\(options.map(shown).joined(separator: " and ")) do not fit: \(shown(reason)). Correct them."
    case .groups(let layer, let channels, let groups):
      "\(shown(layer)) has \(channels) channels, which \(groups) groups do not divide. "
        + "Correct the channels or norm_num_groups."
    case .missingTensor(let name, let needed, let others):
      "the tensor \(quoted(name)) of shape \(text(needed)) is missing\(also(others)). "
        + "Use the weights that belong to the configuration."
    case .surplusTensor(let name, let shape, let others):
      "the tensor \(quoted(name)) of shape \(text(shape)) has no place in the network\(also(others)). "
        + "Use the weights that belong to the configuration."
    case .misshapenTensor(let name, let found, let needed):
      "the tensor \(quoted(name)) has shape \(text(found)) where the configuration needs "
        + "\(text(needed)). Use the weights that belong to the configuration."
    case .tooLarge(let bytes, let limit):
      "one layer of a sample takes \(mebibytes(bytes)), more than \(mebibytes(limit)). "
        + "Use a smaller sample_size."
    case .cancelled: "loading was cancelled. Choose the model again to load it."
    case .noConfiguration:
      "there is no config.json in this folder. Put it beside the weights: it says what the network is."
    case .noWeights(let name, let others):
      "there is no \(shown(name)) in this folder. "
        + (others.isEmpty
          ? "Put the weights beside the configuration."
          : "Give the path of the weights, which may be \(list(others)).")
    case .noVariant(let name, let known):
      "there are no weights of the variant \(quoted(name)). "
        + (known.isEmpty ? "Leave --variant out." : "Choose one of \(list(known)).")
    case .severalVariants(let names):
      "there are weights of the variants \(list(names)). Choose one with --variant."
    case .onlyPickled(let name):
      "\(shown(name)) is pickled: reading it would run whatever it says, so it is not read. "
        + (name.hasSuffix(".bin")
          ? "Convert it in Python: diffusers' UNet2DModel.from_pretrained(FOLDER)"
            + ".save_pretrained(FOLDER) writes safetensors."
          : "Convert it in Python: safetensors.torch.save_file(STATE_DICT, "
            + "\"\(WeightName.standard)\"), beside a config.json.")
    case .foreignPart(let tensor, let part):
      "the tensor \(quoted(tensor)) is said to be in \(quoted(part)), which is no safetensors file "
        + "of this folder. Save the network again."
    case .notInPart(let tensor, let part):
      "the tensor \(quoted(tensor)) is said to be in \(shown(part)), which does not hold it. Get "
        + "the files again."
    case .notAModel(let role):
      "this is a \(noun(role)), which makes no samples. Name it as \(role.rawValue) beside the "
        + "model that it was trained for."
    case .otherRole(let role, let needed):
      "this is a \(noun(role ?? .model)), not a \(noun(needed)). Name the folder of a "
        + "\(noun(needed)), as train makes it."
    case .noProcess:
      "nothing says how the network was trained. Put scheduler_config.json or quickstep.toml "
        + "beside its configuration."
    case .noSize: "sample_size is null, so that the size of samples is not known. Set it."
    case .noClassCount:
      "class_embed_type is \"timestep\", and nothing says which classes there are. "
        + "List them as classes in quickstep.toml."
    case .translation(let error): "\(error)"
    case .declaration(let error): "\(error)"
    case .otherPictures(let found, let needed):
      "these pictures are \(text(found)), but the classifier takes \(text(needed)). "
        + "Give pictures of that size."
    case .noLabels:
      "nothing says which class each picture has. Put the labels beside an IDX file, or give a "
        + "folder for each class."
    case .unknownClass(let name, let known):
      "the classifier does not know the class \(quoted(name)), only "
        + "\(known.prefix(20).map(shown).joined(separator: ", ")). Give pictures of these."
    case .tooFewPictures(let name):
      "there are fewer than two pictures of the class \(quoted(name)), too few for a covariance. "
        + "Give more pictures."
    }
  }
}

private func noun(_ role: NetworkDocument.Role) -> String {
  switch role {
  case .model, .refiner: role.rawValue
  case .oneMoreStep: "network for one-more-step"
  }
}

private func also(_ others: Int) -> String { others == 0 ? "" : ", and \(others) more" }

/// A shape as 64x3x3.
private func text(_ shape: [Int]) -> String {
  shape.isEmpty ? "of a single number" : shape.map(String.init).joined(separator: "x")
}

/// A shape as 28x28 grey.
private func text(_ shape: SampleShape) -> String {
  switch shape {
  case .point(let dimensions): "points of \(dimensions) numbers"
  case .picture(let width, let height, 1): "\(width)x\(height) grey"
  case .picture(let width, let height, 3): "\(width)x\(height) colour"
  case .picture(let width, let height, let channels):
    "\(width)x\(height) of \(channels) channels"
  }
}

private func mebibytes(_ bytes: Int) -> String { "\((bytes + (1 << 20) - 1) >> 20) MiB" }

private func advice(_ name: String, _ known: [String]) -> String {
  if name.count > 1, let near = suggestion(for: name, among: known) {
    return "Did you mean \(shown(near))?"
  }
  return "Remove it if it means nothing; a network that needs it cannot be used."
}

private func list(_ names: [String]) -> String {
  names.prefix(8).map(shown).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
}

/// What the networks of other classes are, where the name does not tell everybody.
private func kind(_ className: String) -> String {
  let kinds = [
    ("UNet2DCondition", "a U-Net that is told a text"), ("UNet1D", "a U-Net for sequences"),
    ("UNet3D", "a U-Net for videos"), ("UNetMotion", "a U-Net for videos"),
    ("UNetSpatio", "a U-Net for videos"), ("ControlNet", "an addition to another network"),
    ("Transformer", "a diffusion transformer"), ("DiT", "a diffusion transformer"),
    ("Autoencoder", "a VAE, between pictures and latents"),
    ("VQ", "an autoencoder, between pictures and latents"),
    ("TextModel", "an encoder of texts"), ("CLIP", "an encoder of texts and pictures"),
  ]
  return kinds.first { className.contains($0.0) }.map { " (\($0.1))" } ?? ""
}

/// What a pipeline is, and what of it can be used.
private func sentence(_ name: String, _ parts: [PipelinePart]) -> String {
  let supported = UNetConfiguration.className
  let listed = parts.map { "\(shown($0.name)): \(shown($0.className))\(kind($0.className))" }
  let network = parts.first { $0.className == supported }
  return "this is a \(quoted(name))"
    + (listed.isEmpty ? "" : " of \(listed.joined(separator: ", "))")
    + ". Pipelines of a \(supported) and its scheduler can be sampled. "
    + (network.map { "Give its folder \(shown($0.name)) to sample what that network makes." }
      ?? "Choose another model.")
}

private func shown(_ text: String) -> String { PrintableText(text, limit: 200).text }
private func quoted(_ text: String) -> String { "\"\(shown(text))\"" }

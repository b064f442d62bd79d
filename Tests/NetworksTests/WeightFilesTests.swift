import Files
import Glibc
import Networks
import Quickstep
import Tensors
import Testing

/// Every way in which libraries lay out the weights of a network gives the same weights, and what
/// cannot be read is named.
@Suite struct WeightFilesTests {
  private let folder = TemporaryFolder()
  private static let standard = "diffusion_pytorch_model.safetensors"

  private var tensors: [SafetensorsOutput] {
    get throws {
      let network = try UNet2D(.small)
      let weights = repeatableWeights(network)
      try Checkpoint.write(network, .flow, to: folder("whole"), precision: .float32) {
        weights[$0.name].values
      }
      let file = try SafetensorsFile.open(folder("whole/\(Self.standard)"))
      return try file.tensors.map { tensor in
        SafetensorsOutput(
          name: tensor.name, shape: tensor.shape, precision: .float32,
          values: try file.floats(of: tensor))
      }
    }
  }

  /// A folder with the descriptions of the network and the given files.
  private func written(_ files: [String: [SafetensorsOutput]], index: JSONValue? = nil) throws
    -> String
  {
    let path = folder.folder("net")
    for name in ["config.json", "quickstep.toml"] {
      try AtomicFile.write(
        ByteSource(contentsOf: folder("whole/\(name)")).bytes, to: "\(path)/\(name)")
    }
    for (name, tensors) in files {
      try SafetensorsFile.write("\(path)/\(name)", tensors: tensors)
    }
    if let index {
      try AtomicFile.write(
        JSONValue.object(["metadata": [:], "weight_map": index]).text,
        to: "\(path)/\(Self.standard).index.json")
    }
    return path
  }

  private func values(_ path: String, variant: String? = nil) throws -> [[Float]] {
    let checkpoint = try Checkpoint(try #require(CheckpointFolder(path, variant: variant)))
    return try checkpoint.loadWeights(with: oneThread).parameters.map { parameter in
      (0..<parameter.count).map { parameter.values.start[$0] }
    }
  }

  private func refusal(_ path: String, variant: String? = nil) -> String {
    do {
      _ = try values(path, variant: variant)
      return "taken"
    } catch {
      return "\(error)".replacing(folder.path + "/", with: "")
    }
  }

  private static func renamed(
    _ tensors: [SafetensorsOutput], _ name: (String) -> String
  ) -> [SafetensorsOutput] {
    tensors.map { $0.renamed(name($0.name)) }
  }

  @Test func partsWithAnIndexAreOneNetwork() throws {
    let tensors = try tensors
    let parts = (0..<3).map { part in
      tensors.enumerated().filter { $0.offset % 3 == part }.map(\.element)
    }
    func name(_ part: Int) -> String {
      "diffusion_pytorch_model-0000\(part + 1)-of-00003.safetensors"
    }
    let index = JSONValue.object(
      Dictionary(
        uniqueKeysWithValues: parts.enumerated().flatMap { part, tensors in
          tensors.map { ($0.name, .string(name(part))) }
        }))
    let path = try written(
      Dictionary(uniqueKeysWithValues: parts.enumerated().map { (name($0), $1) }), index: index)
    let expected = try values(folder("whole"))
    for start in [path, path + "/\(Self.standard).index.json", "\(path)/\(name(1))"] {
      #expect(try values(start) == expected, "\(start)")
    }
    unlink("\(path)/\(name(1))")
    #expect(refusal(path) == "net/\(name(1)): there is no such file. Check the path.")
  }

  @Test func anIndexThatDoesNotFitIsNamed() throws {
    let part = "part.safetensors"
    for (place, sentence) in [
      ("../whole/\(Self.standard)", "is said to be in \"../whole/\(Self.standard)\", which is no"),
      ("model.bin", "is said to be in \"model.bin\", which is no safetensors file"),
      (part, "\"nowhere.weight\" is said to be in part.safetensors, which does not hold it"),
    ] {
      let path = try written([part: try tensors], index: ["nowhere.weight": .string(place)])
      #expect(refusal(path).contains(sentence), "\(refusal(path))")
    }
    let path = try written([part: try tensors], index: ["conv_in.bias": 3])
    #expect(refusal(path).contains("\"conv_in.bias\" is said to be in \"a number\""))
  }

  @Test func namesThatPyTorchWrapsAreKnown() throws {
    let expected: [[Float]]
    let tensors = try tensors
    expected = try values(folder("whole"))
    let wrappings: [(String) -> String] = [
      { "_orig_mod." + $0 }, { "module." + $0 }, { "module._orig_mod." + $0 },
      { $0.replacing("mid_block.", with: "mid_block._orig_mod.") },
    ]
    for wrapping in wrappings {
      let path = try written([Self.standard: Self.renamed(tensors, wrapping)])
      #expect(try values(path) == expected)
    }
  }

  @Test func variantsAreChosen() throws {
    let tensors = try tensors
    let expected = try values(folder("whole"))
    func other(_ tensors: [SafetensorsOutput]) -> [SafetensorsOutput] {
      tensors.map {
        SafetensorsOutput(
          name: $0.name, shape: $0.shape, precision: .float32,
          values: Array(repeating: 0, count: $0.shape.reduce(1, *)))
      }
    }
    func file(_ variant: String) -> String { "diffusion_pytorch_model.\(variant).safetensors" }

    var path = try written([file("non_ema"): tensors])
    #expect(try values(path) == expected)
    #expect(
      refusal(path, variant: "ema")
        == "net: there are no weights of the variant \"ema\". Choose one of non_ema.")

    path = try written([file("bf16"): other(tensors)])
    #expect(
      refusal(path)
        == "net: there are weights of the variants bf16, non_ema. Choose one with --variant.")
    #expect(try values(path, variant: "non_ema") == expected)
    #expect(try values("\(path)/\(file("non_ema"))") == expected)

    path = try written([Self.standard: other(tensors)])
    #expect(try values(path) != expected)
    #expect(try values(path, variant: "non_ema") == expected)
  }

  @Test(arguments: [
    ("diffusion_pytorch_model.bin", "UNet2DModel.from_pretrained(FOLDER).save_pretrained(FOLDER)"),
    ("model.ckpt", "safetensors.torch.save_file(STATE_DICT"),
    ("ema.pth", "safetensors.torch.save_file(STATE_DICT"),
    ("weights.pt", "safetensors.torch.save_file(STATE_DICT"),
  ])
  func pickledWeightsAreNamed(name: String, advice: String) throws {
    _ = try tensors
    let path = try written([:])
    try AtomicFile.write("never run", to: "\(path)/\(name)")
    #expect(refusal(path).hasPrefix("net: \(name) is pickled"), "\(refusal(path))")
    #expect(refusal(path).contains(advice))
    for start in ["\(path)/\(name)", folder.folder("alone")] {
      if start.hasSuffix("alone") { try AtomicFile.write("x", to: "\(start)/\(name)") }
      #expect(throws: NetworkError.self) { try CheckpointFolder.refuseBareWeights(start) }
    }
  }

  @Test func weightsOfAnotherNameAreTakenByTheirPath() throws {
    let path = try written(["ema.safetensors": try tensors])
    #expect(
      refusal(path)
        == "net: there is no \(Self.standard) in this folder. Give the path of the weights, which "
        + "may be ema.safetensors.")
    #expect(try values(path + "/ema.safetensors") == values(folder("whole")))
    unlink(path + "/config.json")
    unlink(path + "/quickstep.toml")
    #expect(refusal(path + "/ema.safetensors").hasPrefix("net: there is no config.json"))
    #expect(throws: NetworkError(path: path, problem: .noConfiguration)) {
      try CheckpointFolder.refuseBareWeights(path)
    }
  }

  @Test func otherPipelinesAreCalledWhatTheyAre() throws {
    for (index, parts) in [
      (
        #"{"_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"], "safety_checker": [null, null]}"#,
        "this is a \"StableDiffusionPipeline\" of unet: UNet2DConditionModel (a U-Net that is told a "
          + "text), vae: AutoencoderKL (a VAE, between pictures and latents). Pipelines of a UNet2DModel"
      ),
      (
        #"{"_class_name": "DiTPipeline", "scheduler": ["diffusers", "DDIMScheduler"], "transformer": ["diffusers", "DiTTransformer2DModel"]}"#,
        "transformer: DiTTransformer2DModel (a diffusion transformer)"
      ),
      (
        #"{"_class_name": "LDMPipeline", "unet": ["diffusers", "UNet2DModel"], "vqvae": ["diffusers", "VQModel"]}"#,
        "Give its folder unet to sample what that network makes."
      ),
    ] {
      let pipeline = folder.folder("pipe")
      try AtomicFile.write(index, to: pipeline + "/model_index.json")
      #expect(refusal(pipeline).contains(parts), "\(refusal(pipeline))")
    }
  }

  @Test func aPipelineMayLieInOneFolder() throws {
    let path = try written([Self.standard: try tensors])
    try AtomicFile.write(
      #"{"_class_name": "DDPMPipeline", "unet": ["diffusers", "UNet2DModel"]}"#,
      to: path + "/model_index.json")
    #expect(try values(path) == values(folder("whole")))
  }

  @Test func optionsOfOtherClassesAreNoted() throws {
    let path = try written([Self.standard: try tensors])
    #expect(try Checkpoint(path).notes == [])
    var members = try #require(try JSONFile.read(path + "/config.json").object)
    members["cross_attention_dim"] = 1280
    members["conv_in_kernel"] = 3
    members["num_attention_heads"] = .null
    members["never_heard_of"] = .null
    try AtomicFile.write(JSONValue.object(members).text, to: path + "/config.json")
    #expect(
      try Checkpoint(path).notes == [
        "\(path)/config.json: options of other classes have no effect: conv_in_kernel, "
          + "cross_attention_dim"
      ])
    #expect(try values(path) == values(folder("whole")))
  }
}

extension SafetensorsOutput {
  fileprivate func renamed(_ name: String) -> SafetensorsOutput {
    SafetensorsOutput(name: name, shape: shape, precision: precision, fill: fill)
  }
}

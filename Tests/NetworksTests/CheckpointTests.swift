import Files
import Glibc
import Networks
import Quickstep
import Tensors
import Testing

/// Folders with networks: what is written is read, and what does not fit is named.
@Suite struct CheckpointTests {
  let folder = TemporaryFolder()

  /// Writes a small network and gives the folder.
  func written(
    _ configuration: UNetConfiguration = .small, _ document: NetworkDocument = .flow,
    precision: SafetensorsOutput.Precision = .float32, change: (NetworkWeights) -> Void = { _ in }
  ) throws -> String {
    let network = try UNet2D(configuration)
    let weights = repeatableWeights(network)
    change(weights)
    try Checkpoint.write(network, document, to: folder("net"), precision: precision) {
      weights[$0.name].values
    }
    return folder("net")
  }

  func values(_ weights: NetworkWeights) -> [[Float]] {
    weights.parameters.map { parameter in
      (0..<parameter.count).map { parameter.values.start[$0] }
    }
  }

  @Test func aWrittenNetworkIsRead() throws {
    let checkpoint = try Checkpoint(try written())
    let expected = repeatableWeights(try UNet2D(.small))
    let loaded = try checkpoint.loadWeights(with: Kernels(pool: ThreadPool(threads: 2)))
    #expect(values(loaded) == values(expected))
    #expect(checkpoint.configuration == .small)
    #expect(checkpoint.document == .flow)
    #expect(checkpoint.parameterCount == expected.count)
    #expect(checkpoint.memoryNeed == 9 * expected.count)
    #expect(try checkpoint.shape() == .picture(width: 12, height: 8, channels: 3))
    #expect(try checkpoint.defaults().words == ["schedule": "flow"])
  }

  @Test func halfPrecisionIsRead() throws {
    let path = try written(precision: .float16)
    let loaded = values(try Checkpoint(path).loadWeights(with: oneThread))
    let expected = values(repeatableWeights(try UNet2D(.small)))
    #expect(loaded == expected.map { $0.map { Float(Float16($0)) } })
  }

  /// Rewrites the tensors of a checkpoint.
  func rewrite(
    _ path: String, _ change: (SafetensorsTensor, [Float]) -> SafetensorsOutput?
  ) throws {
    let name = path + "/diffusion_pytorch_model.safetensors"
    let file = try SafetensorsFile.open(name)
    let tensors = try file.tensors.compactMap { change($0, try file.floats(of: $0)) }
    try SafetensorsFile.write(name, tensors: tensors)
  }

  @Test func oldNamesOfAttentionAreKnown() throws {
    let path = try written()
    let expected = values(try Checkpoint(path).loadWeights(with: oneThread))
    let old = ["to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"]
    try rewrite(path) { tensor, values in
      var name = tensor.name
      for (present, past) in old {
        if let range = name.firstRange(of: ".\(present).") {
          name.replaceSubrange(range, with: ".\(past).")
        }
      }
      return SafetensorsOutput(
        name: name, shape: tensor.shape, precision: .float32, values: values)
    }
    let names = try SafetensorsFile.open(path + "/diffusion_pytorch_model.safetensors").tensors
    #expect(names.contains { $0.name == "mid_block.attentions.0.proj_attn.weight" })
    #expect(values(try Checkpoint(path).loadWeights(with: oneThread)) == expected)
  }

  @Test func tensorsThatDoNotFitAreNamed() throws {
    func sentence(_ change: (SafetensorsTensor, [Float]) -> SafetensorsOutput?) throws -> String {
      let path = try written()
      try rewrite(path, change)
      do {
        _ = try Checkpoint(path)
        return "taken"
      } catch {
        return "\(error)"
      }
    }
    func same(_ tensor: SafetensorsTensor, _ values: [Float]) -> SafetensorsOutput {
      SafetensorsOutput(
        name: tensor.name, shape: tensor.shape, precision: .float32, values: values)
    }
    let file = folder("net/diffusion_pytorch_model.safetensors")
    #expect(
      try sentence { $0.name.hasPrefix("conv_in") ? nil : same($0, $1) }
        == "\(file): the tensor \"conv_in.weight\" of shape 16x3x3x3 is missing, and 1 more. "
        + "Use the weights that belong to the configuration.")
    #expect(
      try sentence {
        $0.name == "conv_out.bias"
          ? SafetensorsOutput(
            name: "conv_out.bias", shape: [3, 1], precision: .float32, values: $1)
          : same($0, $1)
      } == "\(file): the tensor \"conv_out.bias\" has shape 3x1 where the configuration needs 3. "
        + "Use the weights that belong to the configuration.")
    let path = try written()
    var configuration = UNetConfiguration.small
    configuration.middleHasAttention = false
    try AtomicFile.write(configuration.json.text, to: path + "/config.json")
    #expect(throws: NetworkError.self) { try Checkpoint(path) }
    do {
      _ = try Checkpoint(path)
    } catch {
      #expect(
        "\(error)"
          == "\(file): the tensor \"mid_block.attentions.0.group_norm.bias\" of shape 24 has no "
          + "place in the network, and 9 more. Use the weights that belong to the configuration.")
    }
  }

  @Test func weightsThatAreNoNumbersAreCounted() throws {
    let path = try written {
      $0["conv_in.weight"].values.start[5] = .nan
      $0["conv_in.weight"].values.start[7] = .infinity
      $0["conv_out.bias"].values.start[0] = -.infinity
    }
    let checkpoint = try Checkpoint(path)
    do {
      _ = try checkpoint.loadWeights(with: oneThread)
      Issue.record("taken")
    } catch let error as FileError {
      #expect(
        error.problem
          == .nonFinite([
            NonFiniteTensor(name: "conv_in.weight", count: 2),
            NonFiniteTensor(name: "conv_out.bias", count: 1),
          ]))
    }
  }

  @Test func loadingTellsItsProgressAndStops() throws {
    let checkpoint = try Checkpoint(try written())
    let told = Told()
    _ = try checkpoint.loadWeights(with: oneThread, progress: { told.add($0) })
    #expect(told.shares == told.shares.sorted() && told.shares.last == 1)
    #expect(throws: NetworkError(path: folder("net"), problem: .cancelled)) {
      try checkpoint.loadWeights(with: oneThread, isCancelled: { true })
    }
  }

  @Test func partsThatAreMissingAreNamed() throws {
    func sentence(without names: String...) throws -> String {
      let path = try written()
      for name in names { unlink("\(path)/\(name)") }
      do {
        return "\(try Checkpoint(path).defaults().words)"
      } catch {
        return "\(error)"
      }
    }
    #expect(try sentence(without: "quickstep.toml").contains("nothing says how the network"))
    #expect(
      try sentence(without: "config.json")
        == "\(folder("net")): there is no config.json in this folder. Put it beside the weights: it "
        + "says what the network is.")
    #expect(
      try sentence(without: "diffusion_pytorch_model.safetensors")
        .contains("there is no diffusion_pytorch_model.safetensors in this folder"))
    #expect(CheckpointFolder(folder.path) == nil)
  }

  @Test func aPipelineIsFound() throws {
    let path = try written()
    let pipeline = folder.folder("pipe")
    rename(path, pipeline + "/unet")
    unlink(pipeline + "/unet/quickstep.toml")
    mkdir(pipeline + "/scheduler", 0o755)
    try AtomicFile.write("{\"_class_name\": \"DDPMPipeline\"}", to: pipeline + "/model_index.json")
    try AtomicFile.write(
      "{\"_class_name\": \"DDIMScheduler\", \"clip_sample\": false, \"beta_end\": 0.01}",
      to: pipeline + "/scheduler/scheduler_config.json")
    for start in [pipeline, pipeline + "/", pipeline + "/unet", pipeline + "/model_index.json"] {
      let checkpoint = try Checkpoint(start)
      #expect(
        try checkpoint.defaults().words == [
          "schedule": "checkpoint", "grid": "checkpoint", "solver": "checkpoint",
          "clip": "checkpoint",
        ], "\(start)")
      #expect(try checkpoint.process().prediction == .noise)
    }
    try AtomicFile.write(
      "{\"_class_name\": \"DDIMScheduler\", \"prediction_type\": \"score\"}",
      to: pipeline + "/scheduler/scheduler_config.json")
    #expect(throws: NetworkError.self) { try Checkpoint(pipeline).process() }
  }

  private final class Told: @unchecked Sendable {
    // One thread loads.
    private(set) var shares: [Double] = []
    func add(_ share: Double) { shares.append(share) }
  }
}

import Files
import Networks
import Quickstep
import Testing

/// Which configurations of U-Nets are taken, and how others are refused.
@Suite struct ConfigurationTests {
  /// A small one with every block given by name.
  static let small: [String: JSONValue] = [
    "_class_name": "UNet2DModel", "_diffusers_version": "0.42.1", "sample_size": 16,
    "block_out_channels": [16, 32], "down_block_types": ["DownBlock2D", "AttnDownBlock2D"],
    "up_block_types": ["AttnUpBlock2D", "UpBlock2D"], "layers_per_block": 1, "norm_num_groups": 8,
  ]

  static func refusal(_ changes: [String: JSONValue]) -> String? {
    do throws(NetworkProblem) {
      _ = try UNet2D(UNetConfiguration(.object(small.merging(changes) { $1 })))
      return nil
    } catch {
      return "\(error)"
    }
  }

  static let refused: [([String: JSONValue], String)] = [
    (["norm_group": 8], "there is no option \"norm_group\". "),
    (
      ["_class_name": "UNet2DConditionModel"],
      "\"UNet2DConditionModel\" (a U-Net that is told a text), which cannot be used"
    ),
    (["_class_name": nil, "architectures": ["CLIPTextModel"]], "it describes a \"CLIPTextModel\""),
    (["encoder_hid_dims": 8], "there is no option \"encoder_hid_dims\". "),
    (["act_fn": "tanh"], "act_fn is \"tanh\", which is not supported. Use \"silu\" or \"gelu\""),
    (
      ["down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D"]],
      "down_block_types[1] is \"CrossAttnDownBlock2D\""
    ),
    (["up_block_types": ["UpBlock2D", "KUpBlock2D"]], "up_block_types[1] is \"KUpBlock2D\""),
    (["down_block_types": ["DownBlock2D"]], "down_block_types and block_out_channels do not fit"),
    (["block_out_channels": []], "block_out_channels"),
    (["block_out_channels": [16, 0]], "block_out_channels is [16, 0]"),
    (["block_out_channels": [16, 30]], "30 channels, which 8 groups do not divide"),
    (["block_out_channels": [16, 1.5]], "block_out_channels is [16, 1.5]"),
    (["mid_block_type": "UNetMidBlock2DCrossAttn"], "mid_block_type is"),
    (["resnet_time_scale_shift": "spatial"], "resnet_time_scale_shift is \"spatial\""),
    (["class_embed_type": "projection"], "class_embed_type is \"projection\""),
    (["time_embedding_type": "sine"], "time_embedding_type is \"sine\""),
    (["time_embedding_type": "learned"], "num_train_timesteps"),
    (["attention_head_dim": 64], "fewer than a head of 64"),
    (["attention_head_dim": "8"], "attention_head_dim is \"8\""),
    (["downsample_padding": 2], "downsample_padding is 2"),
    (["downsample_type": "fir"], "downsample_type is \"fir\""),
    (["layers_per_block": 0], "layers_per_block is 0"),
    (["layers_per_block": 1e300], "layers_per_block is"),
    (["norm_num_groups": nil], "norm_num_groups"),
    (["attn_norm_num_groups": 5], "mid_block.attentions.0.group_norm"),
    (["freq_shift": 8], "freq_shift"),
    (["mid_block_scale_factor": 0], "mid_block_scale_factor is 0"),
    (["center_input_sample": 1], "center_input_sample is 1"),
    (["sample_size": [16]], "sample_size is [16]"),
    (["sample_size": -1], "sample_size is -1"),
    (["in_channels": nil], "in_channels is null"),
    (["add_attention": "yes\u{1B}[2J"], "add_attention"),
    (
      ["down_block_types": ["DownBlock2D", "DownBlock2D"], "block_out_channels": [16, 16, 16]],
      "one has 2 entries, the other 3"
    ),
    (
      ["down_block_types": ["SkipDownBlock2D", "DownBlock2D"], "in_channels": 1],
      "skip blocks take 3 channels"
    ),
    (
      ["up_block_types": ["SkipUpBlock2D", "SkipUpBlock2D"], "out_channels": 6],
      "skip blocks draw 3 channels"
    ),
    (["up_block_types": ["SkipUpBlock2D", "UpBlock2D"]], "up_block_types do not fit"),
  ]

  @Test(arguments: refused)
  func whatCannotBeUsedIsNamed(changes: [String: JSONValue], sentence: String) {
    let text = Self.refusal(changes)
    #expect(text?.contains(sentence) == true, "\(text ?? "taken")")
    #expect(text?.unicodeScalars.contains("\u{1B}") != true)
  }

  static let taken: [[String: JSONValue]] = [
    [:], ["dropout": 0.5], ["act_fn": "SiLU"], ["act_fn": "swish"], ["act_fn": "relu"],
    ["act_fn": "mish"],
    ["sample_size": [16, 24]], ["sample_size": nil], ["attention_head_dim": nil],
    ["attention_head_dim": 5], ["downsample_type": nil], ["mid_block_type": nil],
    ["time_embedding_type": "learned", "num_train_timesteps": 100],
    ["class_embed_type": "identity"], ["class_embed_type": "timestep"], ["num_class_embeds": 11],
    ["decay": 0.9999, "use_ema_warmup": true, "optimization_step": 5],
    ["down_block_types": ["UNetResDownBlock2D", "UNetResAttnDownBlock2D"]],
    ["_name_or_path": "x"], ["block_out_channels": [24, 40]],
    ["resnet_time_scale_shift": "scale_shift"], ["never_heard_of": nil],
    ["num_attention_heads": nil, "cross_attention_dim": 1280, "conv_in_kernel": 3],
  ]

  @Test(arguments: taken)
  func whatTheClassTakesIsTaken(changes: [String: JSONValue]) {
    #expect(Self.refusal(changes) == nil)
  }

  @Test func whatIsNoConfigurationIsRefused() {
    #expect(throws: NetworkProblem.notAnObject(found: "a list")) { try UNetConfiguration([]) }
  }

  @Test(arguments: taken)
  func aConfigurationReadsBackAsItIsWritten(changes: [String: JSONValue]) throws {
    let read = try UNetConfiguration(.object(Self.small.merging(changes) { $1 }))
    #expect(try UNetConfiguration(read.json) == read)
  }

  @Test func theClassesDefaultsCount() throws {
    let plain = try UNetConfiguration([:])
    #expect(plain == UNetConfiguration())
    #expect(plain.blockChannels == [224, 448, 672, 896])
    #expect(plain.downBlocks == [.plain, .attention, .attention, .attention])
  }

  /// Names, shapes and number of the weights, for one configuration of every kind of block.
  @Test func weightsHaveTheNamesOfTheClass() throws {
    let names = Set(try UNet2D(UNetConfiguration(.object(Self.small))).weights.map(\.name))
    #expect(names.count == 144)
    for name in [
      "conv_in.weight", "time_embedding.linear_1.weight", "down_blocks.0.resnets.0.norm1.weight",
      "down_blocks.0.downsamplers.0.conv.bias", "down_blocks.1.attentions.0.to_out.0.weight",
      "mid_block.resnets.1.time_emb_proj.bias", "up_blocks.0.upsamplers.0.conv.weight",
      "up_blocks.1.resnets.1.conv_shortcut.weight", "conv_norm_out.bias", "conv_out.bias",
    ] { #expect(names.contains(name), "\(name)") }
  }
}

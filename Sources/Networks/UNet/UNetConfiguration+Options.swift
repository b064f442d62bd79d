import Quickstep
import Tensors

extension UNetConfiguration {
  /// An option as configuration files hold it.
  struct Option: Sendable {
    let name: String
    let read: @Sendable (inout UNetConfiguration, OptionValue) throws(NetworkProblem) -> Void
    let write: @Sendable (UNetConfiguration) -> JSONValue
  }

  static let className = "UNet2DModel"

  /// Every option there is.
  static let options: [Option] = [
    .size("sample_size", \.sampleSize),
    .integer("in_channels", \.inChannels, 1...65_536),
    .integer("out_channels", \.outChannels, 1...65_536),
    .flag("center_input_sample", \.centersInput),
    .word("time_embedding_type", \.timeEmbedding),
    .optionalInteger("time_embedding_dim", \.timeEmbeddingWidth, 0...65_536),
    .real("freq_shift", \.frequencyShift, -1e6...1e6),
    .flag("flip_sin_to_cos", \.cosinesFirst),
    .blocks("down_block_types", \.downBlocks, \.downName),
    .optionalWord("mid_block_type", \.middle),
    .blocks("up_block_types", \.upBlocks, \.upName),
    .channels("block_out_channels", \.blockChannels),
    .integer("layers_per_block", \.layersPerBlock, 1...100),
    .real("mid_block_scale_factor", \.middleScale, 1e-6...1e6),
    .integer("downsample_padding", \.downsamplePadding, 0...1),
    .resampling("downsample_type", \.downsampling),
    .resampling("upsample_type", \.upsampling),
    .real("dropout", \.dropout, 0...1),
    .activation("act_fn", \.activation),
    .optionalInteger("attention_head_dim", \.headWidth, 1...65_536),
    .optionalInteger("norm_num_groups", \.groups, 1...65_536),
    .optionalInteger("attn_norm_num_groups", \.middleAttentionGroups, 1...65_536),
    .real("norm_eps", \.epsilon, 0...1),
    .word("resnet_time_scale_shift", \.timeScaleShift),
    .flag("add_attention", \.middleHasAttention),
    .optionalWord("class_embed_type", \.classEmbedding),
    .optionalInteger("num_class_embeds", \.classCount, 1...10_000_000),
    .optionalInteger("num_train_timesteps", \.trainingSteps, 1...10_000_000),
  ]

  /// What a moving average of weights leaves in a configuration; it says nothing of the network.
  private static let bookkeeping: Set<String> = [
    "decay", "min_decay", "optimization_step", "update_after_step", "use_ema_warmup", "inv_gamma",
    "power",
  ]

  /// What only other classes of U-Nets have; this class ignores it, whatever it says.
  private static let ofOtherClasses: Set<String> = [
    // Of UNet2DConditionModel.
    "addition_embed_type", "addition_embed_type_num_heads", "addition_time_embed_dim",
    "attention_type", "class_embeddings_concat", "conv_in_kernel", "conv_out_kernel",
    "cross_attention_dim", "cross_attention_norm", "dual_cross_attention", "encoder_hid_dim",
    "encoder_hid_dim_type", "mid_block_only_cross_attention", "num_attention_heads",
    "only_cross_attention", "projection_class_embeddings_input_dim", "resnet_out_scale_factor",
    "resnet_skip_time_act", "reverse_transformer_layers_per_block", "time_cond_proj_dim",
    "time_embedding_act_fn", "timestep_post_act", "transformer_layers_per_block",
    "upcast_attention", "use_linear_projection",
    // Of UNet1DModel.
    "always_downsample", "extra_in_channels", "out_block_type", "sample_rate",
    "use_timestep_embedding",
  ]

  /// Reads a configuration; what it leaves out has the class's default.
  ///
  /// Names that begin with `_` are bookkeeping, and a name without a value is no name.
  /// - Throws: `NetworkProblem` that names the first option that cannot be used.
  public init(_ value: JSONValue) throws(NetworkProblem) { (self, _) = try Self.read(value) }

  /// Reads a configuration as `init` does.
  /// - Returns: it, and the names in it that only other classes know, which say nothing.
  static func read(
    _ value: JSONValue
  ) throws(NetworkProblem) -> (UNetConfiguration, ignored: [String]) {
    guard let members = value.object else { throw .notAnObject(found: value.kind) }
    let name = members["_class_name"]?.string ?? members["architectures"]?.array?.first?.string
    if let name, name != className {
      throw .otherClass(name, needed: className)
    }
    let known = options.map(\.name)
    let others = members.filter { name, value in
      !name.hasPrefix("_") && !known.contains(name) && !bookkeeping.contains(name) && !value.isNull
    }.keys.sorted()
    if let name = others.first(where: { !ofOtherClasses.contains($0) }) {
      throw .unknownOption(name, known: known)
    }
    var configuration = UNetConfiguration()
    for option in options {
      guard let member = members[option.name] else { continue }
      try option.read(&configuration, OptionValue(name: option.name, value: member))
    }
    return (configuration, others)
  }

  /// The configuration as files hold it, every option named.
  public var json: JSONValue {
    .object(
      Dictionary(uniqueKeysWithValues: Self.options.map { ($0.name, $0.write(self)) })
        .merging(["_class_name": .string(Self.className)]) { $1 })
  }
}

extension UNetConfiguration.Option {
  typealias Path<Value> = WritableKeyPath<UNetConfiguration, Value> & Sendable

  /// - Parameters:
  ///   - read: the property from what a file says.
  ///   - write: the other way.
  private init<Value>(
    _ name: String, _ path: Path<Value>,
    read: @escaping @Sendable (OptionValue) throws(NetworkProblem) -> Value,
    write: @escaping @Sendable (Value) -> JSONValue
  ) {
    self.name = name
    self.read = { (configuration, value) throws(NetworkProblem) in
      configuration[keyPath: path] = try read(value)
    }
    self.write = { write($0[keyPath: path]) }
  }

  static func flag(_ name: String, _ path: Path<Bool>) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      try value.flag()
    } write: {
      .bool($0)
    }
  }

  static func integer(_ name: String, _ path: Path<Int>, _ range: ClosedRange<Int>) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      try value.integer(range)
    } write: {
      .number(Double($0))
    }
  }

  static func optionalInteger(
    _ name: String, _ path: Path<Int?>, _ range: ClosedRange<Int>
  ) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      value.isNull ? nil : try value.integer(range)
    } write: {
      $0.map { .number(Double($0)) } ?? .null
    }
  }

  static func real(_ name: String, _ path: Path<Double>, _ range: ClosedRange<Double>) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      try value.real(range)
    } write: {
      .number($0)
    }
  }

  static func word<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Word>
  ) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      try value.word()
    } write: {
      .string($0.rawValue)
    }
  }

  static func optionalWord<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Word?>
  ) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      value.isNull ? nil : try value.word()
    } write: {
      $0.map { .string($0.rawValue) } ?? .null
    }
  }

  /// Null stands for a convolution.
  static func resampling(_ name: String, _ path: Path<UNetConfiguration.Resampling>) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      value.isNull ? .convolution : try value.word()
    } write: {
      .string($0.rawValue)
    }
  }

  /// One number for both sides, or height and width.
  static func size(_ name: String, _ path: Path<UNetConfiguration.Size?>) -> Self {
    let range = 1...65_536
    return Self(name, path) { (value) throws(NetworkProblem) in
      if value.isNull { return nil }
      guard value.isList else {
        let side = try value.integer(range)
        return UNetConfiguration.Size(height: side, width: side)
      }
      let sides = try value.integers(range, needed: "a whole number or height and width")
      guard sides.count == 2 else { throw value.refused("a whole number or height and width") }
      return UNetConfiguration.Size(height: sides[0], width: sides[1])
    } write: { size in
      guard let size else { return .null }
      let height = JSONValue.number(Double(size.height)),
        width = JSONValue.number(Double(size.width))
      return height == width ? height : .array([height, width])
    }
  }

  static func channels(_ name: String, _ path: Path<[Int]>) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      try value.integers(1...65_536, needed: "a list of channel counts")
    } write: {
      .array($0.map { .number(Double($0)) })
    }
  }

  static func blocks(
    _ name: String, _ path: Path<[UNetBlock]>, _ label: KeyPath<UNetBlock, String> & Sendable
  ) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      var blocks: [UNetBlock] = []
      for word in try value.words() {
        // An older spelling of the same classes.
        let present = word.hasPrefix("UNetRes") ? String(word.dropFirst(7)) : word
        guard let kind = UNetBlock.allCases.first(where: { $0[keyPath: label] == present }) else {
          throw .badOption(
            "\(name)[\(blocks.count)]", found: "\"\(word)\"",
            needed: UNetBlock.allCases.map { "\"\($0[keyPath: label])\"" }
              .joined(separator: " or "))
        }
        blocks.append(kind)
      }
      return blocks
    } write: {
      .array($0.map { .string($0[keyPath: label]) })
    }
  }

  static func activation(_ name: String, _ path: Path<Activation>) -> Self {
    Self(name, path) { (value) throws(NetworkProblem) in
      // "swish" is an older name, and the case of letters does not count.
      let word = try value.text().lowercased()
      let known: [Activation] = [.silu, .gelu, .relu, .mish]
      let present = word == "swish" ? Activation.silu.rawValue : word
      guard let activation = known.first(where: { $0.rawValue == present }) else {
        throw value.refused(known.map { "\"\($0.rawValue)\"" }.joined(separator: " or "))
      }
      return activation
    } write: {
      .string($0.rawValue)
    }
  }
}

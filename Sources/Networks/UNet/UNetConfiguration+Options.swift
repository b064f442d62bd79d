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
    .size("sample_size"),
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
    .channels("block_out_channels"),
    .integer("layers_per_block", \.layersPerBlock, 1...100),
    .real("mid_block_scale_factor", \.middleScale, 1e-6...1e6),
    .integer("downsample_padding", \.downsamplePadding, 0...1),
    .resampling("downsample_type", \.downsampling),
    .resampling("upsample_type", \.upsampling),
    .real("dropout", \.dropout, 0...1),
    .activation("act_fn"),
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

  /// Reads a configuration; what it leaves out has the class's default.
  ///
  /// Names that begin with `_` are bookkeeping.
  /// - Throws: `NetworkProblem` that names the first option that cannot be used.
  public init(_ value: JSONValue) throws(NetworkProblem) {
    self.init()
    guard let members = value.object else { throw .notAnObject(found: value.kind) }
    if let name = members["_class_name"]?.string, name != Self.className {
      throw .otherClass(name, needed: Self.className)
    }
    let known = Self.options.map(\.name)
    for name in members.keys.sorted()
    where !name.hasPrefix("_") && !known.contains(name) && !Self.bookkeeping.contains(name) {
      throw .unknownOption(name, known: known)
    }
    for option in Self.options {
      guard let member = members[option.name] else { continue }
      try option.read(&self, OptionValue(name: option.name, value: member))
    }
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

  static func flag(_ name: String, _ path: Path<Bool>) -> Self {
    Self(name: name) { $0[keyPath: path] = try $1.flag() } write: { .bool($0[keyPath: path]) }
  }

  static func integer(_ name: String, _ path: Path<Int>, _ range: ClosedRange<Int>) -> Self {
    Self(name: name) {
      $0[keyPath: path] = try $1.integer(range)
    } write: {
      .number(Double($0[keyPath: path]))
    }
  }

  static func optionalInteger(
    _ name: String, _ path: Path<Int?>, _ range: ClosedRange<Int>
  ) -> Self {
    Self(name: name) {
      $0[keyPath: path] = $1.isNull ? nil : try $1.integer(range)
    } write: {
      $0[keyPath: path].map { .number(Double($0)) } ?? .null
    }
  }

  static func real(_ name: String, _ path: Path<Double>, _ range: ClosedRange<Double>) -> Self {
    Self(name: name) { $0[keyPath: path] = try $1.real(range) } write: { .number($0[keyPath: path]) }
  }

  static func word<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Word>
  ) -> Self {
    Self(name: name) {
      $0[keyPath: path] = try $1.word()
    } write: {
      .string($0[keyPath: path].rawValue)
    }
  }

  static func optionalWord<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Word?>
  ) -> Self {
    Self(name: name) {
      $0[keyPath: path] = $1.isNull ? nil : try $1.word()
    } write: {
      $0[keyPath: path].map { .string($0.rawValue) } ?? .null
    }
  }

  /// Null stands for a convolution.
  static func resampling(_ name: String, _ path: Path<UNetConfiguration.Resampling>) -> Self {
    Self(name: name) {
      $0[keyPath: path] = $1.isNull ? .convolution : try $1.word()
    } write: {
      .string($0[keyPath: path].rawValue)
    }
  }

  /// One number for both sides, or height and width.
  static func size(_ name: String) -> Self {
    let range = 1...65_536
    return Self(name: name) {
      if $1.isNull {
        $0.sampleSize = nil
      } else if $1.isList {
        let sides = try $1.integers(range, needed: "a whole number or height and width")
        guard sides.count == 2 else { throw $1.refused("a whole number or height and width") }
        $0.sampleSize = UNetConfiguration.Size(height: sides[0], width: sides[1])
      } else {
        let side = try $1.integer(range)
        $0.sampleSize = UNetConfiguration.Size(height: side, width: side)
      }
    } write: {
      $0.sampleSize.map { size in
        size.height == size.width
          ? .number(Double(size.height))
          : .array([.number(Double(size.height)), .number(Double(size.width))])
      } ?? .null
    }
  }

  static func channels(_ name: String) -> Self {
    Self(name: name) {
      $0.blockChannels = try $1.integers(1...65_536, needed: "a list of channel counts")
    } write: {
      .array($0.blockChannels.map { .number(Double($0)) })
    }
  }

  static func blocks(
    _ name: String, _ path: Path<[UNetBlock]>, _ label: KeyPath<UNetBlock, String> & Sendable
  ) -> Self {
    // An older spelling of the same classes.
    let oldPrefix = "UNetRes"
    return Self(name: name) { configuration, value throws(NetworkProblem) in
      let kinds = Dictionary(
        uniqueKeysWithValues: UNetBlock.allCases.map { ($0[keyPath: label], $0) })
      var blocks: [UNetBlock] = []
      for word in try value.words() {
        let plain = word.hasPrefix(oldPrefix) ? String(word.dropFirst(oldPrefix.count)) : word
        guard let kind = kinds[plain] else {
          throw .badOption(
            "\(name)[\(blocks.count)]", found: "\"\(word)\"",
            needed: UNetBlock.allCases.map { "\"\($0[keyPath: label])\"" }
              .joined(separator: " or "))
        }
        blocks.append(kind)
      }
      configuration[keyPath: path] = blocks
    } write: {
      .array($0[keyPath: path].map { .string($0[keyPath: label]) })
    }
  }

  static func activation(_ name: String) -> Self {
    Self(name: name) { configuration, value throws(NetworkProblem) in
      // "swish" is an older name, and the case of letters does not count.
      let word = try value.text().lowercased()
      let known: [Activation] = [.silu, .gelu, .relu]
      guard let activation = known.first(where: { $0.rawValue == (word == "swish" ? "silu" : word) })
      else {
        throw value.refused(known.map { "\"\($0.rawValue)\"" }.joined(separator: " or "))
      }
      configuration.activation = activation
    } write: {
      .string($0.activation.rawValue)
    }
  }
}

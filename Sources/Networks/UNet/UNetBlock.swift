/// A kind of block of a U-Net: what its levels are made of on the way down and up.
public enum UNetBlock: CaseIterable, Sendable {
  /// Residual layers.
  case plain
  /// Residual layers, each followed by attention.
  case attention
  /// Residual layers; resolution changes inside a residual layer.
  case resampling
  /// Residual layers beside a small picture that is passed down and up (Song et al. 2021, NCSN++).
  case skip
  /// The same with attention.
  case attentionSkip

  /// The class's name on the way down.
  public var downName: String { names.down }
  /// The class's name on the way up.
  public var upName: String { names.up }

  var hasSkip: Bool { self == .skip || self == .attentionSkip }

  private var names: (down: String, up: String) {
    switch self {
    case .plain: ("DownBlock2D", "UpBlock2D")
    case .attention: ("AttnDownBlock2D", "AttnUpBlock2D")
    case .resampling: ("ResnetDownsampleBlock2D", "ResnetUpsampleBlock2D")
    case .skip: ("SkipDownBlock2D", "SkipUpBlock2D")
    case .attentionSkip: ("AttnSkipDownBlock2D", "AttnSkipUpBlock2D")
    }
  }
}

import CKernels

extension Site {
  /// Numbers of an array that one thread takes at a time.
  static let elementGrain = 1 << 14

  /// Puts factor times `count` numbers into a target.
  func pass(
    _ gradient: UnsafePointer<Float>, times factor: Float = 1, count: Int, to target: Target
  ) {
    nonisolated(unsafe) let gradient = gradient
    nonisolated(unsafe) let start = target.start
    machine.shareRanges(count, by: Self.elementGrain, work: 2) { range in
      let out = start + range.lowerBound
      let source = gradient + range.lowerBound
      switch target.mode {
      case .set where factor == 1: out.update(from: source, count: range.count)
      case .set: floats.pointee.scale(out, factor, source, range.count)
      case .add: floats.pointee.combine(out, 1, out, factor, source, range.count)
      }
    }
  }
}

extension Site.Target {
  /// Where numbers from `offset` on go, zeroed if they are the first; for kernels that add.
  func zeroed(from offset: Int, count: Int) -> UnsafeMutablePointer<Float> {
    if mode == .set { (start + offset).update(repeating: 0, count: count) }
    return start + offset
  }

  /// What a kernel that writes its result must add to it.
  var added: UnsafePointer<Float>? {
    mode == .add ? UnsafePointer(start) : nil
  }
}

extension Activation {
  var kernel: ck_activation {
    switch self {
    case .none: CK_IDENTITY
    case .relu: CK_RELU
    case .silu: CK_SILU
    case .gelu: CK_GELU
    case .mish: CK_MISH
    }
  }
}

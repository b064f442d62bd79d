import CKernels

/// The vector instructions a variant of the kernels is compiled for.
public enum InstructionSet: String, CaseIterable, Sendable {
  case sse2, neon, avx2, avx512

  /// What this processor has, slowest first; never empty.
  public static var available: [InstructionSet] {
    allCases.filter { $0.table != nil }
  }

  /// The fastest that this processor has.
  public static var best: InstructionSet {
    available.last!
  }

  /// The kernels, or nil where this processor or build lacks the instructions.
  var table: UnsafePointer<ck_kernels>? { ck_kernels_for(code) }

  /// The kernels on floats, or nil likewise.
  var floatTable: UnsafePointer<ck_float_kernels>? { ck_float_kernels_for(code) }

  private var code: ck_instruction_set {
    switch self {
    case .sse2: CK_SSE2
    case .neon: CK_NEON
    case .avx2: CK_AVX2
    case .avx512: CK_AVX512
    }
  }
}

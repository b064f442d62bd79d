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
  var table: UnsafePointer<ck_kernels>? {
    switch self {
    case .sse2: ck_kernels_for(CK_SSE2)
    case .neon: ck_kernels_for(CK_NEON)
    case .avx2: ck_kernels_for(CK_AVX2)
    case .avx512: ck_kernels_for(CK_AVX512)
    }
  }
}

/// What random numbers are drawn for; part of the counter, so that one draw never shifts another.
public enum NoisePurpose: UInt32, Sendable {
  case start, step, churn
  /// Samples drawn from the true distribution to compare with.
  case truth
  /// Directions on which distributions are compared.
  case projection
  /// Which half of a batch is taken.
  case half
}

/// Where standard normals come from.
public enum NoiseSource: Sendable {
  /// A function of (seed, sample, step, purpose) (counter-based, Salmon et al. 2011).
  case seed(UInt64)
  /// The start recorded elsewhere, row by row, and everything later from the seed.
  case started([Double], seed: UInt64)
  /// What PyTorch's CPU generator draws, in single precision: the start, then a batch whenever
  /// noise is asked for, each as pipelines draw it: sample by sample, channel by channel, row by row.
  case torch(seed: UInt64)
  /// Numbers recorded elsewhere: the start, row by row, and one batch per step; zero where the
  /// record ends.
  case given(start: [Double], steps: [[Double]])
}

import Tensors

/// What random numbers are drawn for; part of the counter, so that one draw never shifts another.
public enum NoisePurpose: UInt32, Sendable {
  case start, step, churn
  /// Samples drawn from the true distribution to compare with.
  case truth
  /// Directions on which distributions are compared.
  case projection
  /// Which half of a batch is taken.
  case half
  /// The nodes of a Brownian path; the step is the node.
  case path
  /// Noise that the statistics of a model are measured with.
  case statistics
  /// What a start adds to its own noise.
  case renewal
  /// Noise that a start learns from.
  case transport
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
  /// Numbers recorded elsewhere: the start, row by row, and by step the batches that it draws, in
  /// their order; zero where the record ends.
  case given(start: [Double], steps: [[[Double]]])
  /// Numbers recorded elsewhere: the start, row by row, and batches in the order in which they are
  /// asked for; zero where the record ends.
  case queued(start: [Double], [[Double]])
}

/// Which draw of standard normals is meant.
struct NoiseDraw: Hashable, Sendable {
  var purpose: NoisePurpose
  var step: Int
  /// How many draws of this purpose the step has made before: the first is 0.
  var number = 0
  /// How many draws of any purpose the step has made before.
  var place = 0

  func key(seed: UInt64) -> NoiseKey {
    NoiseKey(seed: seed, step: UInt32(step), purpose: purpose.rawValue | UInt32(number) << 8)
  }
}

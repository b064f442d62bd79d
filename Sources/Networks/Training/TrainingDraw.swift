import Tensors

/// What random numbers of a training run are drawn for; each is a function of (seed, step, sample,
/// draw), so that a run can be taken up at any step.
enum TrainingDraw: UInt32 {
  case weights = 0x7261_0001
  case noise, level, normalLevel, classDropout, sample, spread, order, span

  func key(seed: UInt64, step: Int) -> NoiseKey {
    NoiseKey(seed: seed, step: UInt32(step), purpose: rawValue)
  }
}

extension Kernels {
  /// Fills an array with standard normals.
  func fillNormals(
    _ numbers: UnsafeMutableBufferPointer<Double>, _ draw: TrainingDraw, seed: UInt64, step: Int
  ) {
    fillNormals(numbers, samples: [0], key: draw.key(seed: seed, step: step))
  }

  /// Fills an array with uniform numbers in [0, 1).
  func fillUniforms(
    _ numbers: UnsafeMutableBufferPointer<Double>, _ draw: TrainingDraw, seed: UInt64, step: Int
  ) {
    fillUniforms(numbers, samples: [0], key: draw.key(seed: seed, step: step))
  }
}

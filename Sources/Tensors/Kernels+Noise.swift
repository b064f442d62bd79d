import CKernels

/// The place of random numbers; the sample index completes it.
///
/// The same key, sample and coordinate give the same bits under every instruction set, batch
/// split and thread count.
public struct NoiseKey: Hashable, Sendable {
  public var seed: UInt64
  public var step: UInt32
  /// Tells apart the uses of noise within one step.
  public var purpose: UInt32

  public init(seed: UInt64, step: UInt32, purpose: UInt32) {
    self.seed = seed
    self.step = step
    self.purpose = purpose
  }

  fileprivate var place: ck_noise_key {
    ck_noise_key(seed: seed, step: step, purpose: purpose)
  }
}

extension Kernels {
  /// Standard normals: `out` is a batch of rows, row b for sample `samples[b]`.
  ///
  /// Philox4x32-10 (Salmon et al. 2011) and Box–Muller with 52-bit uniforms; |z| <= 8.5.
  /// - Parameter out: `samples.count` rows of equal length, one after the other.
  @inlinable public func fillNormals(
    _ out: UnsafeMutableBufferPointer<Double>, samples: some RandomAccessCollection<UInt32>,
    key: NoiseKey
  ) {
    fillNormals(out, Array(samples), key)
  }

  /// Apart, since a list made in another module costs more than the numbers.
  @usableFromInline func fillNormals(
    _ out: UnsafeMutableBufferPointer<Double>, _ samples: [UInt32], _ key: NoiseKey
  ) {
    fill(out, samples, key, table.pointee.normals)
  }

  /// Uniforms in [0, 1), multiples of 2^-52; rows as for `fillNormals`.
  @inlinable public func fillUniforms(
    _ out: UnsafeMutableBufferPointer<Double>, samples: some RandomAccessCollection<UInt32>,
    key: NoiseKey
  ) {
    fillUniforms(out, Array(samples), key)
  }

  @usableFromInline func fillUniforms(
    _ out: UnsafeMutableBufferPointer<Double>, _ samples: [UInt32], _ key: NoiseKey
  ) {
    fill(out, samples, key, table.pointee.uniforms)
  }

  /// The four words of Philox4x32-10 at `counter` under `key`.
  public func philox(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (words, counter, key) = (SIMD4<UInt32>(), counter, key)
    withUnsafeMutableBytes(of: &words) { words in
      withUnsafeBytes(of: &counter) { counter in
        withUnsafeBytes(of: &key) { key in
          table.pointee.philox(
            words.assumingMemoryBound(to: UInt32.self).baseAddress!,
            counter.assumingMemoryBound(to: UInt32.self).baseAddress!,
            key.assumingMemoryBound(to: UInt32.self).baseAddress!)
        }
      }
    }
    return words
  }

  private func fill(
    _ out: UnsafeMutableBufferPointer<Double>, _ samples: [UInt32], _ key: NoiseKey,
    _ rows:
      @convention(c) (
        UnsafeMutablePointer<Double>, Int, UnsafePointer<UInt32>, Int, ck_noise_key
      ) -> Void
  ) {
    guard let base = out.baseAddress, !samples.isEmpty else { return }
    precondition(out.count % samples.count == 0)
    let dimension = out.count / samples.count
    let rowsAtOnce = max(1, Self.grain / 8 / max(dimension, 1))
    let place = key.place
    nonisolated(unsafe) let start = base
    nonisolated(unsafe) let rows = rows
    pool.parallelFor((samples.count + rowsAtOnce - 1) / rowsAtOnce) { group in
      let lower = group * rowsAtOnce, upper = min(lower + rowsAtOnce, samples.count)
      samples[lower..<upper].withUnsafeBufferPointer {
        rows(start + lower * dimension, dimension, $0.baseAddress!, $0.count, place)
      }
    }
  }
}

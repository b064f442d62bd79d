import CKernels

/// What to compute of a mixture's posterior; rows follow the samples.
public struct MixtureRequest {
  /// E[x0 | x], `dimension` numbers for a sample.
  public var mean: UnsafeMutableBufferPointer<Double>?
  /// grad log p(x), `dimension` numbers for a sample.
  public var score: UnsafeMutableBufferPointer<Double>?
  /// log p(x), one number for a sample.
  public var logDensity: UnsafeMutableBufferPointer<Double>?

  public init(
    mean: UnsafeMutableBufferPointer<Double>? = nil,
    score: UnsafeMutableBufferPointer<Double>? = nil,
    logDensity: UnsafeMutableBufferPointer<Double>? = nil
  ) {
    self.mean = mean
    self.score = score
    self.logDensity = logDensity
  }
}

extension MixtureTables {
  /// The exact posterior at x = alpha x0 + sigma e, with x0 drawn from the mixture.
  ///
  /// The row of a sample depends on that sample alone, and its bits neither on threads nor on the
  /// instruction set. Nothing is divided by alpha or sigma: each of them may be 0, not both.
  /// - Parameters:
  ///   - x: `classes.count` rows of `dimension` coordinates.
  ///   - classes: which class x0 is drawn from; negative for the whole mixture.
  ///   - request: where to write what; `mean` may be `x`.
  public func evaluate(
    _ x: UnsafeBufferPointer<Double>, alpha: Double, sigma: Double, classes: [Int32],
    into request: MixtureRequest, with kernels: Kernels
  ) {
    let (batch, d) = (classes.count, dimension)
    precondition(x.count == batch * d)
    precondition((request.mean?.count ?? x.count) == x.count)
    precondition((request.score?.count ?? x.count) == x.count)
    precondition((request.logDensity?.count ?? batch) == batch)
    guard let start = x.baseAddress else { return }

    withLevel(alpha: alpha, sigma: sigma, kernels) { mixture, level in
      // One share of work is about 30 microseconds.
      let samplesAtOnce = max(1, 16384 / (blocks * (d + 8)))
      nonisolated(unsafe) let (start, request, mixture, level) = (start, request, mixture, level)
      kernels.pool.parallelFor((batch + samplesAtOnce - 1) / samplesAtOnce) { share in
        withScratch { weights, active in
          for sample in share * samplesAtOnce..<min((share + 1) * samplesAtOnce, batch) {
            let (blocks, logMass) = extent(ofClass: classes[sample])
            let logSum = withUnsafePointer(to: mixture) { mixture in
              withUnsafePointer(to: level) { level in
                kernels.table.pointee.mixture_evaluate(
                  mixture, level, blocks.lowerBound, blocks.upperBound, start + sample * d,
                  weights, active, request.mean?.baseAddress.map { $0 + sample * d },
                  request.score?.baseAddress.map { $0 + sample * d })
              }
            }
            request.logDensity?[sample] = logSum - logMass - Double(d) / 2 * logarithm(2 * .pi)
          }
        }
      }
    }
  }

  /// Fills the arrays that depend on the noise level only.
  private func withLevel(
    alpha: Double, sigma: Double, _ kernels: Kernels, _ body: (ck_mixture, ck_mixture_level) -> Void
  ) {
    let count = blocks * 8
    let arrays = AlignedBuffer(count: 3 * count)
    withExtendedLifetime(arrays) {
      withTable { mixture in
        let (offsets, precisions) = (arrays.start, arrays.start + count)
        let gains = arrays.start + 2 * count
        withUnsafePointer(to: mixture) {
          kernels.table.pointee.mixture_level($0, alpha, sigma, offsets, precisions, gains)
        }
        body(
          mixture,
          ck_mixture_level(alpha: alpha, offsets: offsets, precisions: precisions, gains: gains))
      }
    }
  }

  private func withScratch(
    _ body: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<UInt32>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks * 8) { weights in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: blocks) { active in
        body(weights.baseAddress!, active.baseAddress!)
      }
    }
  }
}

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

    let order = Self.order(classes)
    withLevel(alpha: alpha, sigma: sigma, kernels) { mixture, level in
      // One share of work is about 30 microseconds.
      let samplesAtOnce = max(8, 16384 / (blocks * (d + 8)))
      nonisolated(unsafe) let (start, request, mixture, level) = (start, request, mixture, level)
      kernels.pool.parallelFor((batch + samplesAtOnce - 1) / samplesAtOnce) { share in
        withScratch { scratch, active in
          var rest = order[share * samplesAtOnce..<min((share + 1) * samplesAtOnce, batch)]
          while let first = rest.first {
            let label = classes[Int(first)]
            let alike = rest.prefix { classes[Int($0)] == label }
            rest = rest[alike.endIndex...]
            let (blocks, logMass) = extent(ofClass: label)
            withUnsafePointer(to: mixture) { mixture in
              withUnsafePointer(to: level) { level in
                alike.withUnsafeBufferPointer { which in
                  kernels.table.pointee.mixture_evaluate(
                    mixture, level, blocks.lowerBound, blocks.upperBound, start,
                    which.baseAddress!, which.count, scratch, active, request.mean?.baseAddress,
                    request.score?.baseAddress, request.logDensity?.baseAddress)
                }
              }
            }
            guard let logDensity = request.logDensity else { continue }
            for sample in alike {
              let logSum = logDensity[Int(sample)]
              logDensity[Int(sample)] = logSum - logMass - Double(d) / 2 * logarithm(2 * .pi)
            }
          }
        }
      }
    }
  }

  /// The samples, those of one class together.
  private static func order(_ classes: [Int32]) -> [UInt32] {
    let samples = 0..<UInt32(classes.count)
    guard let first = classes.first, classes.contains(where: { $0 != first }) else {
      return Array(samples)
    }
    return samples.sorted { (classes[Int($0)], $0) < (classes[Int($1)], $1) }
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
    let numbers = blocks * 64 + dimension * 8
    withUnsafeTemporaryAllocation(of: Double.self, capacity: numbers) { scratch in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: blocks) { active in
        body(scratch.baseAddress!, active.baseAddress!)
      }
    }
  }
}

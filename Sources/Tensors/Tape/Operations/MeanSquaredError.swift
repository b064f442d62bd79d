/// The mean of weighted squared differences.
struct MeanSquaredError: Operation {
  let prediction: Value
  let target: Value
  let sampleWeights: Value?
  let result: Value

  var inputs: [Value] { [prediction, target] + [sampleWeights].compactMap(\.self) }

  private var count: Int { prediction.shape.count }
  private var batch: Int { prediction.shape.batch }
  private var sampleCount: Int { prediction.shape.sampleCount }

  /// Notes: the differences. The scratch begins with the weighted sums of samples, as doubles.
  func workspace(_ surroundings: Surroundings) -> Workspace {
    Workspace(notes: count, forwardShared: lines(2 * batch), forwardPerThread: sampleCount)
  }

  func forward(_ site: Site) {
    nonisolated(unsafe) let sums = UnsafeMutableRawPointer(site.forwardScratch)
      .bindMemory(to: Double.self, capacity: batch)
    site.machine.shareRanges(batch, by: 16, work: 4 * sampleCount) { samples in
      site.withForwardSlot { scratch in
        for sample in samples {
          let first = sample * sampleCount
          let difference = site.notes.map { $0 + first } ?? scratch
          site.floats.pointee.combine(
            difference, 1, site[prediction] + first, -1, site[target] + first, sampleCount)
          let weight = sampleWeights.map { Double(site[$0][sample]) } ?? 1
          sums[sample] = weight * site.floats.pointee.sum_squares(difference, sampleCount)
        }
      }
    }
    var sum = 0.0
    for sample in 0..<batch { sum += sums[sample] }
    site[result].pointee = Float(sum / Double(count))
  }

  func backward(_ site: Site) {
    for (position, sign) in [(0, Float(1)), (1, -1)] {
      guard let target = site.target(position) else { continue }
      let factor = sign * 2 * site.resultGradient.pointee / Float(count)
      nonisolated(unsafe) let start = target.start
      site.machine.shareRanges(batch, by: 16, work: 2 * sampleCount) { samples in
        for sample in samples {
          let out = start + sample * sampleCount
          let difference = site.notes! + sample * sampleCount
          let weighted = factor * (sampleWeights.map { site[$0][sample] } ?? 1)
          switch target.mode {
          case .set: site.floats.pointee.scale(out, weighted, difference, sampleCount)
          case .add:
            site.floats.pointee.combine(out, 1, out, weighted, difference, sampleCount)
          }
        }
      }
    }
  }
}

extension Tape {
  /// The mean over all numbers of w (prediction - target)^2, one number.
  /// - Parameter weights: w, one for each sample, (batch, 1, 1, 1); 1 where there are none. No
  ///   gradient passes to them.
  public func meanSquaredError(
    _ prediction: Value, _ target: Value, weights: Value? = nil
  ) -> Value {
    precondition(prediction.shape == target.shape)
    precondition(
      weights.map { $0.shape.count == prediction.shape.batch && !wantsGradient($0) } ?? true)
    return record(TensorShape(batch: 1, channels: 1)) {
      MeanSquaredError(
        prediction: prediction, target: target, sampleWeights: weights, result: $0)
    }
  }
}

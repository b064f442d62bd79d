import Glibc

/// Which half of the channels holds sines.
public enum SinusoidOrder: String, CaseIterable, Sendable {
  case sineFirst, cosineFirst
}

/// Sines and cosines of one number for each row, times frequencies.
struct Sinusoids: Operation {
  /// What the numbers are multiplied with, factor by factor (each product is rounded).
  enum Frequencies {
    /// A frequency, then the same factor for all.
    case fixed([Float], scale: Float)
    /// A weight, then 2, then pi.
    case weights(Weight)
  }

  let x: Value
  let frequencies: Frequencies
  let order: SinusoidOrder
  let result: Value

  var inputs: [Value] { [x] }

  func forward(_ site: Site) {
    let width = result.shape.channels
    site.machine.shareRanges(x.shape.rows, by: 64, work: 20 * width) { rows in
      for row in rows {
        // Nearly always all samples of a batch have the same noise level.
        let out = site[result] + row * width
        if row > rows.lowerBound, site[x][row].bitPattern == site[x][row - 1].bitPattern {
          out.update(from: out - width, count: width)
        } else {
          fill(out, site[x][row], site)
        }
      }
    }
  }

  private func fill(_ out: Site.Floats, _ x: Float, _ site: Site) {
    let half = result.shape.channels / 2
    switch frequencies {
    case .fixed(let frequencies, let scale):
      for i in 0..<half { out[i] = scale * (x * frequencies[i]) }
    case .weights(let weights):
      let frequencies = site[weights]
      for i in 0..<half { out[i] = x * frequencies[i] * 2 * .pi }
    }
    switch order {
    case .sineFirst:
      site.floats.pointee.cos(out + half, out, half)
      site.floats.pointee.sin(out, out, half)
    case .cosineFirst:
      site.floats.pointee.sin(out + half, out, half)
      site.floats.pointee.cos(out, out, half)
    }
    if result.shape.channels > 2 * half { out[2 * half] = 0 }
  }

  func backward(_ site: Site) {
    preconditionFailure("numbers with a gradient are refused when the operation is recorded")
  }
}

extension Tape {
  /// The embedding of times by Vaswani et al. 2017 (section 3.5) as diffusion networks use it:
  /// sin and cos of scale t w_i with w_i = 10000^(-i / (width / 2 - frequencyShift)), i from 0 on;
  /// a last odd channel is zero.
  /// - Parameters:
  ///   - times: one for each row, (batch, 1, 1, 1); up to 10^6. No gradient passes to them.
  ///   - frequencyShift: 0 or 1 in common networks.
  public func sinusoids(
    _ times: Value, width: Int, order: SinusoidOrder = .sineFirst, frequencyShift: Float = 1,
    scale: Float = 1
  ) -> Value {
    precondition(times.shape.channels == 1 && width >= 2 && !wantsGradient(times))
    let half = width / 2
    let frequencies = (0..<half).map { i in
      expf(-Float(log(10000.0)) * Float(i) / (Float(half) - frequencyShift))
    }
    return record(times.shape.with(channels: width)) {
      Sinusoids(
        x: times, frequencies: .fixed(frequencies, scale: scale), order: order, result: $0)
    }
  }

  /// Random Fourier features (Tancik et al. 2020) of one number for each row: sin and cos of
  /// 2 pi x w_i.
  /// - Parameters:
  ///   - x: (batch, 1, 1, 1). No gradient passes to it, nor to the weights.
  ///   - weights: w, [width / 2].
  public func fourierFeatures(
    _ x: Value, weights: Parameter, order: SinusoidOrder = .sineFirst
  ) -> Value {
    precondition(x.shape.channels == 1 && !wantsGradient(x))
    let count = weights.count
    let weights = record { $0.canonical(weights) }
    return record(x.shape.with(channels: 2 * count)) {
      Sinusoids(
        x: x, frequencies: .weights(weights), order: order, result: $0)
    }
  }
}

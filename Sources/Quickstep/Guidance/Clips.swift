/// Leaves the data prediction as it is.
public struct NoClip: Clip {
  public static let declaration = Declaration(
    "none", title: "no clipping", summary: "the data prediction as the model gives it")

  public init(_ knobs: KnobValues) {}

  public func apply(_ sample: UnsafeMutableBufferPointer<Double>) -> Int { 0 }
}

/// Clamps every element to [-range, range].
public struct RangeClip: Clip {
  public static let declaration = Declaration(
    "range", title: "clip to a range", summary: "clamp every element of the data prediction",
    paper: "Ho et al. 2020, Denoising Diffusion Probabilistic Models",
    knobs: [
      Knob(
        "limit", "largest magnitude", .real(0.01...1000, step: .factor(1.1)), default: .real(1))
    ])

  private let limit: Double

  public init(_ knobs: KnobValues) { limit = knobs.real("limit") }

  public func apply(_ sample: UnsafeMutableBufferPointer<Double>) -> Int {
    var count = 0
    for i in sample.indices where abs(sample[i]) > limit {
      sample[i] = sample[i] < 0 ? -limit : limit
      count += 1
    }
    return count
  }
}

/// Dynamic thresholding: clamps a sample at a quantile of its own magnitudes and scales it back
/// (Saharia et al. 2022, section 2.3).
///
/// With q the quantile of |D| and c = min(max(q, floor), ceiling), D becomes
/// clamp(D, -c, c) range / c; the range is the floor unless it is set.
public struct DynamicThreshold: Clip {
  public static let declaration = Declaration(
    "dynamic", title: "dynamic threshold",
    summary: "clamp each sample at a quantile of its magnitudes and scale it back",
    paper: "Saharia et al. 2022, Photorealistic Text-to-Image Diffusion Models, section 2.3",
    knobs: [
      Knob(
        "quantile", "share of elements left alone", .real(0.5...1, step: .linear(0.005)),
        default: .real(0.995)),
      Knob("floor", "data range", .real(0.01...1000, step: .factor(1.1)), default: .real(1)),
      Knob(
        "ceiling", "largest clamp", .real(0.01...1e9, step: .factor(1.1)), default: .real(1e9)),
      Knob(
        "range", "what the clamp is scaled to; auto is the floor",
        .real(0.01...1000, step: .factor(1.1)), default: .automatic),
    ],
    orders: [KnobOrder("floor", below: "ceiling")])

  private let quantile, floor, ceiling, range: Double

  public init(_ knobs: KnobValues) {
    quantile = knobs.real("quantile")
    floor = knobs.real("floor")
    ceiling = knobs.real("ceiling")
    range = knobs.optional("range") ?? floor
  }

  public func apply(_ sample: UnsafeMutableBufferPointer<Double>) -> Int {
    guard !sample.isEmpty else { return 0 }
    let magnitudes = sample.map(abs).sorted()
    let position = quantile * Double(magnitudes.count - 1)
    let below = Int(position)
    let above = min(below + 1, magnitudes.count - 1)
    let q = magnitudes[below] + (position - Double(below)) * (magnitudes[above] - magnitudes[below])
    let c = min(max(q, floor), ceiling)
    var count = 0
    for i in sample.indices {
      if abs(sample[i]) > c { count += 1 }
      sample[i] = min(max(sample[i], -c), c) * range / c
    }
    return count
  }
}
